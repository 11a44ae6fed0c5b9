import type { DayOfHistory } from '@steward/shared';
import type { Site, Standing, StandingComponent, StandingIncident } from './standing.ts';
import { saying, wordsOf } from './words.ts';

/** HTML that is safe to stand where it is put. */
class Html {
  constructor(readonly text: string) {}
}
type Part = Html | string | number | null | false | undefined | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const textOf = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(textOf).join('');
  if (part === null || part === undefined || part === false) return '';
  return String(part).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
};

/** Puts parts into HTML; whatever is not HTML itself is text, whoever wrote it. */
const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((string, i) => string + textOf(parts[i])).join(''));

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
  timeZoneName: 'short',
});
const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 2 });

const time = (at: Date): Html => html`<time datetime="${at.toISOString()}">${moment.format(at)}</time>`;

const KINDS = [
  ['MAJOR_OUTAGE', 'major'],
  ['PARTIAL_OUTAGE', 'partial'],
  ['DEGRADED', 'degraded'],
  ['UNDER_MAINTENANCE', 'work'],
] as const;

/** What became of a day: its worst, and how long each took. */
function dayOf({ date, affected }: DayOfHistory): { colour: string; title: string } | undefined {
  const [worst] = KINDS.filter(([severity]) => affected[severity] > 0);
  if (!worst) return undefined;
  const parts = KINDS.flatMap(([severity]) =>
    affected[severity] > 0 ? `${wordsOf(severity).toLowerCase()} ${affected[severity]} min` : [],
  );
  return { colour: worst[1], title: `${date}: ${parts.join(', ')}` };
}

/** The days as a row of bars: those on which nothing was wrong are one, so that a page of a hundred components stays small. */
function bars({ days, available }: StandingComponent): Html {
  const share = available === null ? 'no figure' : `${percent.format(available)} available`;
  return html`<svg viewBox="0 0 ${days.length} 10" preserveAspectRatio="none" role="img" aria-label="${share} in ${days.length} days"><rect class="works" width="${days.length}" height="10"/>${days.map(
    (day, i) => {
      const bad = dayOf(day);
      return (
        bad &&
        html`<rect class="${bad.colour}" x="${i}" width="1" height="10"><title>${bad.title}</title></rect>`
      );
    },
  )}</svg><p class="scale"><span>${days.length} days ago</span><span>${share}</span><span>today</span></p>`;
}

const badge = (state: string): Html =>
  html`<span class="badge ${state.toLowerCase()}">${wordsOf(state)}</span>`;

function componentLine(component: StandingComponent, whole: boolean): Html {
  return html`<li><p class="row"><b>${whole ? 'As a whole' : component.name}</b>${badge(component.state)}</p>${
    component.description && html`<p class="quiet">${component.description}</p>`
  }${bars(component)}</li>`;
}

function group(root: StandingComponent, components: readonly StandingComponent[]): Html {
  const parts = components.filter(({ parentId }) => parentId === root.id);
  return html`<section><h2 class="row"><span>${root.name}</span>${badge(root.state)}</h2><ul>${componentLine(root, true)}${parts.map(
    (part) => componentLine(part, false),
  )}</ul></section>`;
}

function incidentLine({
  reference,
  title,
  state,
  startsAt,
  endsAt,
  components,
  updates,
  review,
}: StandingIncident): Html {
  return html`<li id="${reference}"><p class="row"><b>${title}</b>${badge(state)}</p><p class="quiet">${time(startsAt)}${
    endsAt && html` to ${time(endsAt)}`
  }${components.length > 0 && ` · ${components.join(', ')}`}</p>${updates.map(
    (update) => html`<p><b>${wordsOf(update.state)}</b> · ${time(update.at)}: ${update.text}</p>`,
  )}${review && html`<p><b>Review</b>: ${review}</p>`}</li>`;
}

const section = (title: string, incidents: readonly StandingIncident[], none?: string): Html | null =>
  incidents.length || none
    ? html`<section><h2>${title}</h2>${incidents.length ? html`<ul>${incidents.map(incidentLine)}</ul>` : html`<p class="quiet">${none}</p>`}</section>`
    : null;

/** Brand colours are checked when they are set; whatever else stood there would be no colour. */
const accent = (colour: string | null): string =>
  /^#[0-9a-f]{6}$/i.test(colour ?? '') ? (colour as string) : '#15707d';

/** The status page of a reseller or the platform: no script, no cookie, nothing from elsewhere. [N4] */
export function pageOf(site: Site, standing: Standing): string {
  const { state, words } = saying(standing);
  const roots = standing.components.filter(({ parentId }) => parentId === null);
  const going = standing.incidents.filter(({ over }) => !over);
  const past = standing.incidents.filter(({ over }) => over).slice(0, 20);
  const base = new URL(site.url).pathname;
  return html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="120"><title>${words} · ${site.name}</title><link rel="alternate" type="application/atom+xml" title="Incidents and maintenance" href="${base}/feed.atom"><style>${new Html(STYLE)}:root{--accent:${accent(site.accentColour)}}</style></head>
<body><header><p class="brand">${site.logo && html`<img src="${base}/logo.png" alt="" height="32">`}<span>${site.name}</span></p><h1>Status</h1></header>
<main><p class="banner ${state.toLowerCase()}" role="status">${words}</p>
${section(
  'Going on',
  going.filter(({ kind, state: how }) => kind === 'INCIDENT' || how === 'IN_PROGRESS'),
)}
${roots.map((root) => group(root, standing.components))}
${section('Planned work', going.filter(({ state: how }) => how === 'SCHEDULED').reverse(), 'None is planned.')}
${section('Past', past, 'Nothing has happened in 90 days.')}
</main><footer><p>As of ${time(standing.at)}. Days and times are those of the United Kingdom; maintenance does not count against what is available.</p><nav aria-label="Feeds"><a href="${base}/feed.atom">Atom</a> <a href="${base}/calendar.ics">Calendar</a> <a href="${base}/summary.json">JSON</a></nav></footer></body></html>
`.text;
}

const STYLE = `:root{--ground:#f6f7f9;--card:#fff;--line:#dde1e6;--ink:#1b2430;--quiet:#59636f;--works:#2f9e44;--degraded:#e8a317;--partial:#e8590c;--major:#d6293e;--work:#1c7ed6}
@media(prefers-color-scheme:dark){:root{--ground:#14171a;--card:#1d2125;--line:#343a40;--ink:#e7eaed;--quiet:#a3adb8}}
*{box-sizing:border-box;margin:0}body{background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:860px;margin:0 auto;padding:0 16px}header{border-top:4px solid var(--accent);padding-top:24px;padding-bottom:16px}
.brand{display:flex;gap:10px;align-items:center;font-weight:600}h1{font-size:28px;line-height:1.2;margin-top:12px}h2{font-size:17px;margin-bottom:8px}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px;margin-top:16px}ul{list-style:none;padding:0}li{padding:12px 0;border-top:1px solid var(--line)}li p+p{margin-top:4px}
.row{display:flex;flex-wrap:wrap;gap:8px;justify-content:space-between;align-items:center}.quiet,.scale,footer{color:var(--quiet);font-size:13px}.scale{display:flex;justify-content:space-between}
.banner{border-radius:10px;padding:14px 16px;font-weight:600;color:#fff;background:#237a35}.banner.degraded{background:#8a5a00}.banner.outage{background:#b3202f}.banner.maintenance{background:#1864ab}
.badge{font-size:12px;font-weight:600;border:1px solid var(--line);border-radius:99px;padding:1px 10px;white-space:nowrap}.badge::before{content:"";display:inline-block;width:8px;height:8px;border-radius:50%;margin-right:6px;background:var(--quiet)}
.badge.operational::before,.badge.resolved::before,.badge.completed::before{background:var(--works)}.badge.degraded::before,.badge.identified::before,.badge.monitoring::before{background:var(--degraded)}.badge.partial_outage::before,.badge.investigating::before{background:var(--partial)}.badge.major_outage::before{background:var(--major)}.badge.under_maintenance::before,.badge.in_progress::before,.badge.scheduled::before{background:var(--work)}
svg{display:block;width:100%;height:24px;margin-top:8px;border-radius:3px}.works{fill:var(--works)}.degraded{fill:var(--degraded)}.partial{fill:var(--partial)}.major{fill:var(--major)}.work{fill:var(--work)}
footer{padding:24px 16px 40px}footer nav{margin-top:8px}a{color:var(--accent)}@media(prefers-color-scheme:dark){a{color:var(--ink)}}`;
