"""The methods paragraphs of a paper, in English and Chinese: only what a run recorded, and no verdicts."""

from qualcode.export.table import Language
from qualcode.project.report import methods_en, methods_zh
from qualcode.project.report.methods_facts import Facts
from qualcode.project.report.methods_people import parts_with_people


def methods(facts: Facts, language: Language) -> tuple[str, ...]:
    """The paragraphs: material, coding, settings of the rules, counting, what was checked, software."""
    by_rules = methods_en.PARTS if language == "en" else methods_zh.PARTS
    parts = parts_with_people(by_rules, facts, language)
    join = " ".join if language == "en" else "".join
    paragraphs = [join(part(facts)) for part in parts]
    return tuple(filter(None, (*paragraphs[:-1], *facts.further, paragraphs[-1])))
