import { Feed } from 'feed';
import { ICalCalendar, ICalCalendarMethod } from 'ical-generator';
import type { Site, Standing, StandingIncident } from './standing.ts';
import { saying, wordsOf } from './words.ts';

/** What was said of an incident, the latest first, as plain text. */
const told = ({ updates }: StandingIncident): string =>
  updates.map(({ state, text, at }) => `${wordsOf(state)}, ${at.toISOString()}: ${text}`).join('\n\n');

/** Incidents and maintenance of a page as Atom, the latest first. [N4] */
export function atomOf(site: Site, { at, incidents }: Standing): string {
  const feed = new Feed({
    id: site.url,
    title: `Status of ${site.name}`,
    link: site.url,
    updated: incidents.reduce(
      (latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest),
      new Date(0),
    ),
    generator: false,
    feedLinks: { atom: `${site.url}/feed.atom` },
    author: { name: site.name },
  });
  for (const incident of incidents.filter(({ updatedAt }) => updatedAt <= at).slice(0, 50))
    feed.addItem({
      id: `urn:uuid:${incident.id}`,
      title: `${wordsOf(incident.state)}: ${incident.title}`,
      link: `${site.url}#${incident.reference}`,
      date: incident.updatedAt,
      published: incident.startsAt < incident.updatedAt ? incident.startsAt : incident.updatedAt,
      description: incident.components.join(', '),
      content: told(incident),
    });
  return feed.atom1();
}

/** The planned work of a page, and what was done in the last 90 days, as a calendar. [N4] */
export function calendarOf(site: Site, { incidents }: Standing): string {
  const calendar = new ICalCalendar({
    name: `Maintenance of ${site.name}`,
    prodId: { company: 'Steward', product: 'Status', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const { id, kind, title, state, startsAt, endsAt, components, updatedAt, ...rest } of incidents)
    if (kind === 'MAINTENANCE' && endsAt)
      calendar.createEvent({
        id: `${id}@status`,
        stamp: updatedAt,
        start: startsAt,
        end: endsAt,
        summary: title,
        description: `${components.join(', ')}\n\n${told({ id, kind, title, state, startsAt, endsAt, components, updatedAt, ...rest })}`,
        url: site.url,
        status: (state === 'CANCELLED' ? 'CANCELLED' : 'CONFIRMED') as never,
      });
  return calendar.toString();
}

/** A page as programs read it: how each component is, what goes on, what is planned. [N4] */
export function summaryOf(site: Site, standing: Standing): string {
  const going = standing.incidents.filter(({ over }) => !over);
  const incident = ({
    reference,
    title,
    kind,
    state,
    startsAt,
    endsAt,
    components,
    updates,
  }: StandingIncident) => ({
    ...{ reference, title, kind, state, startsAt, endsAt, components, updates },
  });
  return `${JSON.stringify(
    {
      page: { name: site.name, url: site.url, at: standing.at },
      status: saying(standing),
      components: standing.components.map(({ id, parentId, name, state, available }) => ({
        ...{ id, parentId, name, state, available },
      })),
      incidents: going.filter(({ kind }) => kind === 'INCIDENT').map(incident),
      maintenance: going.filter(({ kind }) => kind === 'MAINTENANCE').map(incident),
    },
    null,
    2,
  )}\n`;
}
