import { availability, type DayOfHistory, SEVERITIES, type Severity } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { HISTORY_DAYS } from '../status/index.ts';

/** The key of the platform's page, which has no slug. */
export const PLATFORM_KEY = 'platform';

/** Whose page it is, and where: `key` names its folder, `url` is what its links begin with. */
export interface Site {
  key: string;
  resellerId: string;
  name: string;
  accentColour: string | null;
  logo: string | null;
  hostName: string | null;
  url: string;
}

export interface StandingComponent {
  id: string;
  parentId: string | null;
  name: string;
  description: string | null;
  state: Severity | 'OPERATIONAL';
  days: readonly DayOfHistory[];
  available: number | null;
}

export interface StandingIncident {
  id: string;
  reference: string;
  kind: 'INCIDENT' | 'MAINTENANCE';
  title: string;
  state: string;
  startsAt: Date;
  endsAt: Date | null;
  /** Neither going on nor to come. */
  over: boolean;
  review: string | null;
  updatedAt: Date;
  components: readonly string[];
  /** The latest first. */
  updates: readonly { state: string; text: string; at: Date }[];
}

/** What a page says: of one moment, and everything on it is for everyone to read. */
export interface Standing {
  at: Date;
  components: readonly StandingComponent[];
  incidents: readonly StandingIncident[];
}

/** The pages there are: the platform's always, and those that resellers have published. */
export async function readSites(scope: Scope, publicUrl: string): Promise<Site[]> {
  const rows = await scope.sql<Omit<Site, 'key' | 'url'> & { slug: string | null }>(
    `select r.id as "resellerId", r.name, r.accent_colour as "accentColour", r.logo, s.slug,
       case when s.proved_at is not null then s.host_name end as "hostName"
       from reseller r left join status_site s on s.reseller_id = r.id where r.is_platform or s.id is not null`,
  );
  return rows.map(({ slug, ...site }) => ({
    ...site,
    key: slug ?? PLATFORM_KEY,
    url: site.hostName ? `https://${site.hostName}/status` : `${publicUrl}/status${slug ? `/${slug}` : ''}`,
  }));
}

interface RawIncident extends Omit<StandingIncident, 'updates' | 'startsAt' | 'endsAt' | 'updatedAt'> {
  resellerId: string;
  byPlatform: boolean;
  startsAt: string;
  endsAt: string | null;
  updates: { state: string; text: string; at: string }[];
}

/** What is public of everyone's services: for each page that of the platform and of its own reseller, in three statements. */
export async function readStanding(scope: Scope): Promise<(site: Site) => Standing> {
  const at = scope.now;
  const since = `$1 - interval '${HISTORY_DAYS + 1} days'`;
  const [components, impacts, incidents] = [
    await scope.sql<{
      id: string;
      parentId: string | null;
      name: string;
      description: string | null;
      resellerId: string;
      byPlatform: boolean;
    }>(
      `select id, parent_id as "parentId", name, description, reseller_id as "resellerId", by_platform as "byPlatform"
         from component where public and retired_at is null order by position, name`,
    ),
    await scope.sql<{ componentId: string; severity: Severity; since: Date; until: Date | null }>(
      `with recursive whole as (
           select c.id, c.id as part from component c where c.public and c.retired_at is null
           union all select w.id, c.id from component c join whole w on c.parent_id = w.part where c.public)
         select w.id as "componentId", i.severity, i.since, i.until from whole w
           join component_impact i on i.component_id = w.part
             and i.since <= $1 and coalesce(i.until > ${since}, true)
           join status_incident s on s.id = i.incident_id and s.public`,
      [at],
    ),
    await scope.sql<RawIncident>(
      `select i.id, i.reference, i.kind, i.title, i.starts_at as "startsAt", i.ends_at as "endsAt", i.review,
           i.reseller_id as "resellerId", i.by_platform as "byPlatform",
           case when i.progress is not null then i.progress when i.cancelled_at is not null then 'CANCELLED'
             when i.starts_at > $1 then 'SCHEDULED' when i.ends_at > $1 then 'IN_PROGRESS' else 'COMPLETED' end as state,
           i.cancelled_at is not null or coalesce(i.ends_at <= $1, false) as over,
           (select coalesce(json_agg(distinct c.name), '[]') from component_impact m join component c on c.id = m.component_id
              where m.incident_id = i.id and c.public) as components,
           (select coalesce(json_agg(json_build_object('state', u.state, 'text', u.text, 'at', u.at) order by u.id desc), '[]')
              from incident_update u where u.incident_id = i.id) as updates
         from status_incident i
         where i.public and (i.ends_at is null or i.ends_at > ${since} or i.starts_at > $1)
         order by i.starts_at desc, i.id desc limit 200`,
      [at],
    ),
  ];
  const history = new Map(
    components.map((each) => {
      const own = impacts.filter(({ componentId }) => componentId === each.id);
      const [worst] = own
        .filter(({ until }) => !until || until > at)
        .map(({ severity }) => severity)
        .sort((a, b) => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a));
      return [
        each.id,
        { ...availability(own, { days: HISTORY_DAYS, now: at }), state: worst ?? 'OPERATIONAL' },
      ] as const;
    }),
  );
  return ({ resellerId }) => {
    const shown = (row: { resellerId: string; byPlatform: boolean }) =>
      row.byPlatform || row.resellerId === resellerId;
    return {
      at,
      components: components.filter(shown).map(({ id, parentId, name, description }) => ({
        ...{ id, parentId, name, description },
        ...(history.get(id) as {
          days: DayOfHistory[];
          available: number | null;
          state: Severity | 'OPERATIONAL';
        }),
      })),
      incidents: incidents.filter(shown).map(({ startsAt, endsAt, updates, ...incident }) => ({
        ...incident,
        startsAt: new Date(startsAt),
        endsAt: endsAt ? new Date(endsAt) : null,
        updatedAt: new Date(updates[0]?.at ?? startsAt),
        updates: updates.map((update) => ({ ...update, at: new Date(update.at) })),
      })),
    };
  };
}
