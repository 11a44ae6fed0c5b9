import { createHash } from 'node:crypto';

/** The whole style sheet of the outside world's pages. Every colour pair keeps at least 4.5 : 1 for text and 3 : 1 for borders of fields. */
export const STYLE = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#1a1f2b;--quiet:#545d6e;--line:#7b8494;--accent:#0b5cad;
--on-accent:#fff;--error:#b3261e;--note:#fff4d6;--on-note:#5c4300}
@media (prefers-color-scheme:dark){:root{--page:#12151b;--card:#1b2029;--text:#eef1f6;--quiet:#aab3c2;--line:#7f8a9c;
--accent:#8ec5ff;--on-accent:#06203a;--error:#ffb4ab;--note:#3a2f0b;--on-note:#ffe29a}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
main{max-width:28rem;margin:0 auto;padding:1rem}
.note{margin:0;padding:.75rem 1rem;background:var(--note);color:var(--on-note);text-align:center}
.card{margin-top:1rem;padding:1.25rem;background:var(--card);border-radius:.75rem}
h1{margin:0;font-size:1.125rem;font-weight:600;overflow-wrap:anywhere}
h2{margin:0 0 .75rem;font-size:1.125rem}
.amount{margin:.25rem 0 0;font-size:2rem;font-weight:600;font-variant-numeric:tabular-nums}
.lines{margin:1rem 0 0;padding:0;list-style:none}
.lines li{display:flex;gap:1rem;justify-content:space-between;padding:.5rem 0;overflow-wrap:anywhere}
.lines b{font-weight:inherit;white-space:nowrap;font-variant-numeric:tabular-nums}
.quiet{color:var(--quiet);font-size:.875rem}
.field{margin-top:1rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 1rem}
label{display:block;font-weight:600}
input{width:100%;margin-top:.25rem;padding:.625rem .75rem;border:1px solid var(--line);border-radius:.5rem;
background:var(--card);color:var(--text);font:inherit}
input[aria-invalid]{border-color:var(--error)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.error{margin:.25rem 0 0;color:var(--error);font-size:.875rem}
.alert{margin:0 0 1rem;padding:.75rem 1rem;border:1px solid var(--error);border-radius:.5rem;color:var(--error)}
button,.button{display:block;width:100%;margin-top:1.5rem;padding:.75rem;border:0;border-radius:.5rem;text-align:center;
background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
.cancel{display:block;margin-top:1rem;text-align:center;color:var(--text)}
`;

/** For the content security policy: no other style may apply. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
