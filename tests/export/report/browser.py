"""A page opened in Chromium: a script that only the test has acts in it, and tells what it saw."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HELP = """
const told = {breaches: []};
document.addEventListener("securitypolicyviolation", event => told.breaches.push(event.violatedDirective));
addEventListener("error", event => told.breaches.push(String(event.message)));
const all = (css, within = document) => [...within.querySelectorAll(css)];
const one = (css, within = document) => within.querySelector(css);
const text = css => one(css)?.textContent.trim() ?? null;
const rest = () => new Promise(done => setTimeout(done, 20));
const go = async hash => { location.hash = hash; await rest(); };
const click = async css => { one(css).click(); await rest(); };
const press = async key => {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
  await rest();
};
const choose = async (select, label) => {
  select.value = all("option", select).find(option => option.textContent === label).value;
  select.dispatchEvent(new Event("change"));
  await rest();
};
"""
TELL = """
(async () => {
  await rest();
  try { await act(); } catch (problem) { told.problem = String(problem.stack); }
  const pre = document.createElement("pre");
  pre.id = "told";
  pre.textContent = encodeURIComponent(JSON.stringify(told));
  document.body.append(pre);
})();
"""


def acted(page: str, script: str, folder: Path, *, width: int = 1400) -> dict[str, Any]:
    """What `script`, the body of an async function, puts into `told` when it acts in a page.

    The page's policy is told of the script; `told["breaches"]` are other scripts and styles that it refused,
    and errors. `width` is that of the window, 500 at least.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("no Chromium is installed")
    added = f"{HELP}const act = async () => {{{script}}};{TELL}"
    digest = base64.b64encode(hashlib.sha256(added.encode()).digest()).decode()
    changed = page.replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
    head, _, tail = changed.rpartition("</body>")
    file = folder / "page.html"
    file.write_text(f"{head}<script>{added}</script></body>{tail}", encoding="utf-8")
    command = [
        *(browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(
            f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=60000",
            f"--window-size={width},1000",
        ),
        *("--dump-dom", file.as_uri()),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=180)
    found = re.search(r'<pre id="told">(.*?)</pre>', done.stdout)
    assert found, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(_unquoted(found[1]))
    assert "problem" not in told, told["problem"]
    return told


def _unquoted(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text)
