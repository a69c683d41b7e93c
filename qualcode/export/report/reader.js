"use strict";
/* The reader of transcripts. What is chosen stands in the address behind #, so that every choice is a link:
   code, with (a second code), family (codes below too), doc, by and value (who speaks), q (search), at (a place).
   Texts are put in as text, never as markup. */
(() => {
  const desk = document.getElementById("desk"), report = document.getElementById("report");

  /* All that the reader needs; nothing of it is read before the reader is first opened. Gives what draws it anew. */
  const open = () => {
    const parse = id => JSON.parse(document.getElementById(id).textContent);
    const words = parse("words"), data = parse("index");
    const SOME = 100, LINES = 4, AROUND = 80;
    const [ROW, UNIT, START, END, CODE, RULES, EVIDENCE, NEGATED, VOICES, GROUP, CODER, LAST] =
      Array(12).keys();

    // -- the data -------------------------------------------------------------------------------

    const texts = [];
    const talk = d => texts[d] ??= parse(`text-${d}`);
    const codeAt = new Map(data.codes.map((code, at) => [code[0], at]));
    const docAt = new Map(data.documents.map((doc, at) => [doc[0], at]));
    const parents = data.codes.map(code => code[2]);
    const attributes = new Map(data.by.map(([name, title, values], at) => [name, { title, values, at }]));

    const family = code => {
      const found = new Set([code]);
      parents.forEach((parent, at) => { if (found.has(parent)) found.add(at); });
      return found;
    };

    const same = (a, b) => a[START] === b[START] && a[END] === b[END];

    /* Codings of one document that stand at the same place, as one passage. */
    const passagesOf = (codings, d) => {
      const found = [];
      [...codings].sort((a, b) => a[START] - b[START] || b[END] - a[END] || a[CODE] - b[CODE]).forEach(one => {
        const last = found.at(-1);
        if (last && same(last.codings[0], one)) last.codings.push(one);
        else found.push({ d, start: one[START], end: one[END], codings: [one] });
      });
      return found;
    };

    // -- what is chosen -------------------------------------------------------------------------

    const chosenIn = hash => {
      const given = new URLSearchParams(hash.replace(/^#/, ""));
      const get = name => given.get(name) ?? "";
      const at = given.has("at") ? Number(get("at")) : -1;
      const code = codeAt.get(get("code")) ?? -1, other = codeAt.get(get("with")) ?? -1;
      const absent = [["code", codeAt], ["with", codeAt], ["doc", docAt], ["by", attributes]]
        .filter(([name, known]) => get(name) && !known.has(get(name))).map(([name]) => get(name));
      return {
        code, other: code < 0 ? -1 : other, absent, family: get("family") === "1", doc: docAt.get(get("doc")) ?? -1,
        by: attributes.has(get("by")) ? get("by") : "", value: get("value"), q: get("q").trim(), at,
      };
    };

    const address = choice => {
      const said = new URLSearchParams();
      const add = (name, value) => { if (value) said.set(name, value); };
      add("code", choice.code >= 0 && data.codes[choice.code][0]);
      add("with", choice.other >= 0 && data.codes[choice.other][0]);
      add("family", choice.family && "1");
      add("doc", choice.doc >= 0 && data.documents[choice.doc][0]);
      if (choice.by) { said.set("by", choice.by); said.set("value", choice.value); }
      add("q", choice.q);
      add("at", choice.at >= 0 && String(choice.at));
      return `#${said.toString() || "reader"}`;
    };

    const changed = (choice, changes) => ({ ...choice, at: -1, absent: [], ...changes });

    const meant = choice => data.rollup || choice.family ? family(choice.code) : new Set([choice.code]);

    const speaks = (choice, d, voice) => {
      const { at, values } = attributes.get(choice.by);
      const known = voice < 0 ? -1 : data.documents[d][1][voice][2 + at];
      return (known < 0 ? "" : values[known]) === choice.value;
    };

    /* The codings of a document that are chosen, whatever the search says. */
    const codingsIn = (choice, d) => {
      let found = data.codings[d];
      if (choice.code >= 0) {
        const mine = meant(choice);
        const first = found.filter(one => mine.has(one[CODE]));
        found = choice.other < 0 ? first : paired(first, found, choice);
      }
      return choice.by ? found.filter(one => one[VOICES].some(voice => speaks(choice, d, voice))) : found;
    };

    const paired = (first, all, choice) => {
      const others = data.rollup || choice.family ? family(choice.other) : new Set([choice.other]);
      const second = all.filter(one => others.has(one[CODE]));
      const near = (one, many) => one[GROUP] >= 0 && many.some(
        other => other[GROUP] >= 0 && Math.max(other[GROUP] - one[LAST], one[GROUP] - other[LAST]) <= data.reach);
      const found = [...first.filter(one => near(one, second)), ...second.filter(one => near(one, first))];
      return [...new Set(found)];
    };

    /* Traditional and simplified characters, and other forms of one, are found by each other. */
    const forms = new Map(data.variants.flatMap(group => [...group].map(one => [one, `[${group}]`])));
    const pattern = q => q.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&").replace(/\s+/g, "\\s+").replace(/\p{Script=Han}/gu, one => forms.get(one) ?? one);
    const finder = q => q ? new RegExp(pattern(q), "giu") : null;
    const holds = (q, text) => !q || finder(q).test(text);

    const passageText = one => talk(one.d).text.slice(one.start, one.end);

    const passagesIn = (choice, d) => {
      const found = passagesOf(codingsIn(choice, d), d);
      return choice.q && choice.code >= 0 ? found.filter(one => holds(choice.q, passageText(one))) : found;
    };

    const documentsOf = choice => choice.doc >= 0 ? [choice.doc] : data.documents.map((_, at) => at);

    // -- making elements ------------------------------------------------------------------------

    const el = (tag, options = {}, ...children) => {
      const made = document.createElement(tag);
      for (const [name, value] of Object.entries(options)) {
        if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
        else if (value === true) made.setAttribute(name, "");
        else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
      }
      made.append(...children.flat().filter(child => child !== null && child !== undefined));
      return made;
    };

    const said = (word, parts = {}) =>
      Object.entries(parts).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[word]);
    const number = n => n.toLocaleString("en-US");
    const link = (choice, options, ...children) => el("a", { href: address(choice), ...options }, ...children);
    const dot = code => el("i", { class: `dot k${code}`, "aria-hidden": "true" });
    const nameOf = code => data.codes[code][1];
    const clock = ms => {
      const s = Math.floor(ms / 1000), two = n => String(n).padStart(2, "0");
      return (s >= 3600 ? `${Math.floor(s / 3600)}:` : "") + `${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
    };

    const voiceOf = (d, voice) => voice < 0 ? ["", ""] : data.documents[d][1][voice];
    const whoSays = (d, voices) => [...new Set(voices)].map(voice => {
      const [label, role] = voiceOf(d, voice);
      return label && role && label !== role ? `${label} (${role})` : label || role;
    }).filter(Boolean).join(", ");

    /* A text in pieces: where `spans` of codings, their evidence and hits of the search begin and end. */
    const painted = (text, start, end, passages, q) => {
      const edges = new Set([start, end]);
      const put = place => { if (place > start && place < end) edges.add(place); };
      const evidence = [];
      const here = passages.filter(one => one.start < end && one.end > start);
      for (const one of here) {
        put(one.start); put(one.end);
        for (const coding of one.codings) {
          for (let at = 0; at < coding[EVIDENCE].length; at += 2) {
            const [from, to] = coding[EVIDENCE].slice(at, at + 2);
            if (from < end && to > start) { put(from); put(to); evidence.push([from, to, coding[CODE]]); }
          }
        }
      }
      const hits = [];
      if (q) {
        for (const match of text.slice(start, end).matchAll(finder(q))) {
          const from = start + match.index, to = from + match[0].length;
          put(from); put(to); hits.push([from, to]);
        }
      }
      const places = [...edges].sort((a, b) => a - b);
      return places.slice(0, -1).map((from, at) => piece(text, from, places[at + 1], here, evidence, hits));
    };

    const piece = (text, from, to, passages, evidence, hits) => {
      const covering = passages.filter(one => one.start <= from && one.end >= to);
      let made = document.createTextNode(text.slice(from, to));
      if (hits.some(hit => hit[0] <= from && hit[1] >= to)) made = el("mark", { class: "hit" }, made);
      const proof = evidence.find(one => one[0] <= from && one[1] >= to);
      if (proof) made = el("mark", { class: `proof k${proof[2]}` }, made);
      if (!covering.length) return made;
      const smallest = covering.reduce((a, b) => b.end - b.start < a.end - a.start ? b : a);
      const codes = [...new Set(covering.flatMap(one => one.codings.map(coding => coding[CODE])))].sort((a, b) => a - b);
      const span = el("span", { class: `coded k${codes[0]}`, "data-at": smallest.start, "data-end": smallest.end }, made);
      lined(span, codes);
      return span;
    };

    /* A line for each code below the words: where codes overlap, their lines lie one below the other. */
    const lined = (span, codes) => {
      const shown = codes.slice(0, LINES);
      span.style.setProperty("--lines", shown.length);
      span.style.backgroundImage = shown.map(code => `linear-gradient(${colour(code)},${colour(code)})`).join(",");
      span.style.backgroundSize = shown.map(() => "100% 2px").join(",");
      span.style.backgroundPosition = shown.map((_, at) => `0 calc(100% - ${3 * (shown.length - 1 - at)}px)`).join(",");
    };
    const colours = [];  // as they are drawn: light ones darker on white, dark ones lighter on black
    const colour = code => colours[code] ??= (() => {
      const probe = desk.appendChild(dot(code));
      const found = getComputedStyle(probe).backgroundColor;
      probe.remove();
      return found;
    })();

    const tag = (code, options = {}) => el("span", { class: "tag", ...options }, dot(code), nameOf(code));

    // -- the desk -------------------------------------------------------------------------------

    const side = el("div", { class: "side" }), page = el("div", { class: "page", tabindex: "-1" });
    const why = el("aside", { class: "why", "aria-label": words.why });
    const status = el("p", { class: "status", role: "status", "aria-live": "polite" });
    const search = el("input", { type: "search", id: "search", placeholder: words.search_hint, "aria-label": words.search, autocomplete: "off" });
    const documents = el("select", { "aria-label": words.document },
      el("option", { value: "" }, words.all_documents), data.documents.map((doc, at) => el("option", { value: at }, doc[0])));
    const roles = { interviewer: words.interviewer, participant: words.participant };
    const people = el("select", { "aria-label": words.who }, el("option", { value: "" }, words.everyone),
      data.by.map(([name, title, values]) => el("optgroup", { label: title },
        values.map((value, at) => el("option", { value: JSON.stringify([name, value]) }, name === "role" && roles[value] || value || words.without)))));
    const codes = el("ul", { class: "codes" });
    let now = chosenIn(""), order = [], selected = -1;

    const go = choice => { location.hash = address(choice); };

    const build = () => {
      const keys = [["j k", "key_next"], ["[ ]", "key_documents"], ["/", "key_search"], ["Esc", "key_back"]];
      const form = el("form", { role: "search", onsubmit: event => { event.preventDefault(); look(); } }, search);
      side.append(el("a", { class: "back", href: "#back" }, `← ${words.back}`), form,
        el("label", {}, el("span", {}, words.document), documents), data.by.length ? el("label", {}, el("span", {}, words.who), people) : "",
        el("h2", {}, words.codes), codes,
        el("dl", { class: "keys" }, keys.flatMap(([key, word]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, words[word])])));
      documents.addEventListener("change", () => go(changed(now, { doc: documents.value === "" ? -1 : Number(documents.value) })));
      people.addEventListener("change", () => {
        const [by, value] = people.value ? JSON.parse(people.value) : ["", ""];
        go(changed(now, { by, value }));
      });
      search.addEventListener("change", () => look());
      page.addEventListener("click", event => {
        const at = event.target.closest("[data-at]");
        if (at && order.length && !event.target.closest("a") && getSelection().isCollapsed)
          select(order.findIndex(one => one.start === Number(at.dataset.at) && one.end === Number(at.dataset.end)), false);
      });
      desk.append(side, el("div", { class: "middle" }, status, page), why);
    };

    const look = () => { if (search.value.trim() !== now.q) go(changed(now, { q: search.value.trim(), doc: -1 })); };

    const showCodes = () => {
      const counts = Array(data.codes.length).fill(0);
      const open = { ...now, code: -1, other: -1 };
      for (const d of documentsOf(now)) for (const one of codingsIn(open, d)) counts[one[CODE]] += 1;
      const every = link(changed(now, { code: -1, other: -1, family: false }), { "aria-current": now.code < 0 ? "true" : null }, words.all_codes);
      codes.replaceChildren(el("li", {}, every), ...data.codes.map((code, at) => {
        const current = at === now.code || at === now.other;
        const item = link(changed(now, { code: at, other: -1, family: false }), { class: counts[at] ? "" : "none", "aria-current": current ? "true" : null },
          dot(at), el("span", { class: "name" }, code[1]), el("span", { class: "count" }, number(counts[at])));
        return el("li", { class: `d${Math.min(code[3], 4)}` }, item);
      }));
    };

    // -- what the page shows --------------------------------------------------------------------

    const render = () => {
      now = chosenIn(location.hash);
      order = []; selected = -1;
      search.value = now.q;
      documents.value = now.doc < 0 ? "" : String(now.doc);
      people.value = now.by ? JSON.stringify([now.by, now.value]) : "";
      showCodes();
      explain(null);
      if (now.absent.length) showAbsent();
      else if (now.doc >= 0) showDocument();
      else if (now.code >= 0 || (now.by && !now.q)) showPassages();
      else if (now.q) showHits();
      else showDocuments();
    };

    const heading = () => {
      const name = now.code < 0 ? "" : now.other < 0 ? nameOf(now.code) : said("and", { a: nameOf(now.code), b: nameOf(now.other) });
      const more = [now.by && `${attributes.get(now.by).title}: ${now.value || words.without}`, now.q && `“${now.q}”`].filter(Boolean);
      return [name, ...more].filter(Boolean).join(" · ");
    };

    const extras = () => {
      const offers = [];
      if (now.code >= 0 && now.other < 0 && !data.rollup && family(now.code).size > 1) {
        const box = el("input", { type: "checkbox", onchange: () => go(changed(now, { family: !now.family })) });
        box.checked = now.family;
        offers.push(el("label", { class: "check" }, box, words.family));
      }
      if (heading()) offers.push(link(changed(now, { code: -1, other: -1, family: false, by: "", value: "", q: "" }), { class: "clear" }, words.clear));
      return el("p", { class: "extras" }, offers);
    };

    const fill = (title, ...children) => {
      page.replaceChildren(el("h1", {}, title), ...children.filter(Boolean));
      page.parentElement.scrollTop = 0;
    };

    const showAbsent = () => {
      status.textContent = said("absent", { q: now.absent.join(", ") });
      fill(words.absent_title, el("p", { class: "extras" }, link(chosenIn(""), { class: "clear" }, words.clear)));
    };

    const showDocuments = () => {
      const rows = data.documents.map((doc, d) => el("li", {}, link(changed(now, { doc: d }), {},
        el("strong", {}, doc[0]), el("span", {}, doc[1].map(voice => voice[0]).join(", ")),
        el("span", { class: "count" }, number(passagesOf(data.codings[d], d).length)))));
      status.textContent = "";
      fill(words.all_documents, el("p", { class: "heads" }, el("span", {}, words.document), el("span", {}, words.speakers), el("span", {}, words.coded)),
        el("ul", { class: "documents" }, rows));
    };

    const showPassages = () => {
      order = documentsOf(now).flatMap(d => passagesIn(now, d));
      const d = new Set(order.map(one => one.d)).size;
      status.textContent = order.length ? said("passages", { n: number(order.length), d: number(d) }) : words.nothing;
      listed(passageItem);
    };

    const listed = item => {
      const list = el("ol", { class: "passages" });
      const more = el("button", { type: "button", class: "more" });
      let last = -1, done = 0;
      const add = upTo => {
        for (; done < Math.min(upTo, order.length); done += 1) {
          if (order[done].d !== last) { last = order[done].d; list.append(el("li", { class: "of" }, link(changed(now, { doc: last }), {}, data.documents[last][0]))); }
          list.append(item(order[done], done));
        }
        more.hidden = done >= order.length;
        more.textContent = said("more", { n: number(Math.min(SOME, order.length - done)) });
      };
      more.addEventListener("click", () => add(done + SOME));
      listed.reach = place => { if (place >= done) add(place + 1); };
      add(SOME);
      fill(heading(), extras(), list, more);
    };

    const passageItem = (one, at) => {
      const body = el("p", {}, painted(talk(one.d).text, one.start, one.end, [one], now.q));
      const who = whoSays(one.d, one.codings[0][VOICES]);
      const codes = [...new Set(one.codings.map(coding => coding[CODE]))];
      const where = said("unit", { n: one.codings[0][UNIT] });
      return el("li", { class: "item", "data-item": at }, body,
        el("p", { class: "meta" }, link(changed(now, { doc: one.d, at: one.start }), { class: "to" }, [who, where].filter(Boolean).join(" · ")), codes.length > 1 || now.code < 0 || now.other >= 0 || meant(now).size > 1 ? codes.map(code => tag(code)) : null));
    };

    const showHits = () => {
      const found = finder(now.q);
      order = [];
      let n = 0;
      for (const d of documentsOf(now)) {
        for (const [start, end, who] of talk(d).turns) {
          if (now.by && !speaks(now, d, who)) continue;
          let until = -1;
          for (const match of talk(d).text.slice(start, end).matchAll(found)) {
            const place = start + match.index;
            n += 1;
            if (place < until) continue;
            until = Math.min(end, place + match[0].length + AROUND);
            order.push({ d, start: Math.max(start, place - AROUND), end: until, turn: [start, end], who, place, codings: [] });
          }
        }
      }
      const d = new Set(order.map(one => one.d)).size;
      status.textContent = n ? said("found", { n: number(n), q: now.q, d: number(d) }) : words.nothing;
      listed(hitItem);
    };

    const hitItem = (one, at) => el("li", { class: "item", "data-item": at },
      el("p", {}, one.start > one.turn[0] ? "…" : "", painted(talk(one.d).text, one.start, one.end, [], now.q), one.end < one.turn[1] ? "…" : ""),
      el("p", { class: "meta" }, link(changed(now, { doc: one.d, at: one.place }), { class: "to" }, whoSays(one.d, [one.who]) || data.documents[one.d][0])));

    const showDocument = () => {
      const { text, header, turns } = talk(now.doc);
      order = passagesIn(now, now.doc);
      status.textContent = said("here", { n: number(order.length) });
      const head = text.slice(0, header).trim();
      const step = (by, word, sign) => {
        const d = now.doc + by;
        return data.documents[d] ? link(changed(now, { doc: d }), { class: "step", title: words[word], "aria-label": `${words[word]}: ${data.documents[d][0]}` }, sign) : null;
      };
      fill(data.documents[now.doc][0], el("p", { class: "steps" }, step(-1, "previous_document", "‹"), step(1, "next_document", "›")),
        heading() ? el("p", { class: "filter" }, heading()) : null, heading() ? extras() : null,
        head ? el("details", { class: "head" }, el("summary", {}, words.header), el("p", {}, head)) : null,
        el("div", { class: "talk" }, turns.map(turn => turnOf(text, turn))));
      const at = now.at >= 0 ? order.findIndex(one => one.start <= now.at && one.end > now.at) : 0;
      if (order.length && at >= 0 && (now.at >= 0 || now.code >= 0 || now.by)) select(at, true, false);
      else if (now.at >= 0) toPlace(now.at);
    };

    const turnOf = (text, [start, end, who, when, counts]) => {
      const here = order.filter(one => one.start < end && one.end > start);
      const [label, role] = voiceOf(now.doc, who);
      const codes = [...new Set(here.flatMap(one => one.codings.map(coding => coding[CODE])))].sort((a, b) => a - b);
      return el("div", { class: counts ? "turn" : "turn aside", "data-from": start, title: counts ? null : words.uncounted },
        el("p", { class: "who" }, label ? el("b", {}, label) : "", role && role !== label ? el("span", {}, role) : "", when >= 0 ? el("time", {}, clock(when)) : ""),
        el("p", { class: "speech" }, painted(text, start, end, here, now.q)),
        el("p", { class: "tags" }, codes.map(code => {
          const one = here.find(passage => passage.codings.some(coding => coding[CODE] === code));
          return tag(code, { "data-at": one.start, "data-end": one.end });
        })));
    };

    const toPlace = place => {
      const turn = [...page.querySelectorAll("[data-from]")].filter(one => Number(one.dataset.from) <= place).at(-1);
      turn?.scrollIntoView({ block: "center" });
      turn?.classList.add("sought");
    };

    // -- one passage ----------------------------------------------------------------------------

    const select = (at, move = true, keep = true) => {
      if (at < 0 || at >= order.length) return;
      selected = at;
      const one = order[at];
      page.querySelectorAll(".chosen").forEach(element => element.classList.remove("chosen"));
      if (now.doc < 0) listed.reach(at);
      const parts = now.doc < 0 ? page.querySelectorAll(`[data-item="${at}"]`)
        : [...page.querySelectorAll(`[data-at="${one.start}"]`)].filter(element => Number(element.dataset.end) === one.end);
      parts.forEach(element => element.classList.add("chosen"));
      explain(one.codings.length ? one : null);  // before moving: it may lie over the lower part of the page
      if (move) parts[0]?.scrollIntoView({ block: "center" });
      if (keep && now.doc >= 0) {
        now = { ...now, at: one.start };
        history.replaceState(null, "", address(now));
      }
    };

    const explain = one => {
      why.classList.toggle("open", Boolean(one));
      if (!one) { why.replaceChildren(el("p", { class: "hint" }, words.pick)); return; }
      const where = `${data.documents[one.d][0]} · ${said("unit", { n: one.codings[0][UNIT] })}`;
      why.replaceChildren(el("h2", {}, words.why), el("p", { class: "meta" }, where),
        ...one.codings.map(coding => reason(one, coding)));
    };

    const reason = (one, coding) => {
      const { text } = talk(one.d), spans = coding[EVIDENCE], proof = [];
      for (let at = 0; at < spans.length; at += 2) proof.push(text.slice(spans[at], spans[at + 1]));
      const coder = data.coders[coding[CODER]];
      const by = coder === "rules" ? words.by_rules : said("by_coder", { who: coder });
      const turned = ["", "negated_yes", "negated_partly", ""][coding[NEGATED]];
      const rules = coding[RULES].map(at => {
        const [spelled, inWords] = data.rules[at];
        return el("li", {}, inWords ? el("p", {}, inWords) : null, el("code", {}, spelled));
      });
      return el("section", { class: "reason" },
        el("h3", {}, dot(coding[CODE]), nameOf(coding[CODE])),
        el("p", { class: "meta" }, data.table ? `${by} · ${said("row", { n: number(coding[ROW]) })}` : by),
        coder === "rules" || proof.length ? el("h4", {}, words.evidence) : null,
        proof.length ? el("p", { class: "evidence" }, proof.map(part => el("mark", { class: `proof k${coding[CODE]}` }, part)))
          : coder === "rules" ? el("p", {}, words.no_evidence) : null,
        turned ? el("p", { class: "turned" }, words[turned]) : null,
        rules.length ? el("h4", {}, words.rules) : null, rules.length ? el("ul", {}, rules) : null);
    };

    // -- keys and addresses ---------------------------------------------------------------------

    const back = () => {
      if (selected >= 0 && why.classList.contains("open") && now.doc < 0) { explain(null); selected = -1; return; }
      if (now.doc >= 0) go(changed(now, { doc: -1 }));
      else location.hash = "#back";
    };

    const keys = {
      j: () => select(selected + 1), k: () => select(selected < 0 ? 0 : selected - 1),
      "[": () => now.doc > 0 && go(changed(now, { doc: now.doc - 1 })),
      "]": () => go(changed(now, { doc: Math.min(now.doc + 1, data.documents.length - 1) })),
      "/": () => search.focus(), Escape: back,
      Enter: () => { if (now.doc < 0 && selected >= 0) page.querySelector(`[data-item="${selected}"] .to`)?.click(); },
    };

    document.addEventListener("keydown", event => {
      if (desk.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target.matches("input[type=search], select");
      if (typing && event.key === "Escape") { event.target.blur(); page.focus(); return; }
      if (typing || !keys[event.key] || (event.key === "Enter" && event.target.closest("a, button, summary, label"))) return;
      event.preventDefault();
      keys[event.key]();
    });

    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { colours.length = 0; render(); });
    build();
    return () => { render(); page.focus({ preventScroll: true }); };
  };

  let scrolled = 0, draw = null;
  const route = () => {
    const reads = location.hash === "#reader" || location.hash.includes("=");
    if (reads && desk.hidden) scrolled = scrollY;
    const leaves = !reads && !desk.hidden;
    desk.hidden = !reads;
    report.hidden = reads;
    document.documentElement.classList.toggle("reads", reads);
    if (reads) { draw ??= open(); draw(); }
    else if (leaves && location.hash === "#back") scrollTo(0, scrolled);
    else if (leaves) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  };
  addEventListener("hashchange", route);
  addEventListener("beforeprint", () => document.querySelectorAll("#report .table details").forEach(one => { one.open = true; }));
  route();
})();
