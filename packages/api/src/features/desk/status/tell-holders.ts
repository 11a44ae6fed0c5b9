import type { Tenancy } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { AUDIENCE, describeWindow, oncePerAddress } from '../notices/index.ts';
import { queueMails } from '../notifications/index.ts';
import type { Incident, IncidentState } from './incident.entity.ts';

/** SQL: the products that need one of the components whose ids `ids` is an array of, or one below it. */
const productsOf = (ids: string): string => `(with recursive below as (
    select c.id, c.product_ids from component c where c.id = any (${ids})
    union select c.id, c.product_ids from component c join below b on c.parent_id = b.id where c.retired_at is null)
  select coalesce(array_agg(distinct p), '{}') from below, unnest(product_ids) p)`;

/** Whom trouble with these components concerns, as of now: who holds a service that needs one, and who looks after them. */
export async function holdersOf(scope: Scope, componentIds: readonly string[]) {
  const [needing] = await scope.sql<{ productIds: string[] }>(`select ${productsOf('$1')} as "productIds"`, [
    componentIds,
  ]);
  return scope.sql<Tenancy & { email: string; resellerName: string; products: string }>(
    `with ${AUDIENCE}
     select p.reseller_id as "resellerId", p.company_id as "companyId", p.end_user_id as "endUserId", p.email,
       r.name as "resellerName",
       (select string_agg(distinct o.name, ', ' order by o.name) from subscription s join product o on o.id = s.product_id
          where s.product_id = any ($1) and s.state <> 'ENDED' and s.reseller_id = p.reseller_id
            and s.company_id is not distinct from coalesce(p.company_id, s.company_id)
            and s.end_user_id is not distinct from coalesce(p.end_user_id, s.end_user_id)) as products
       from person p join reseller r on r.id = p.reseller_id`,
    [needing?.productIds ?? []],
  );
}

const STATES: Record<IncidentState, string> = {
  INVESTIGATING: 'We look into it',
  IDENTIFIED: 'The cause is known',
  MONITORING: 'It works again, and is watched',
  RESOLVED: 'It is over',
  SCHEDULED: 'Planned maintenance',
  IN_PROGRESS: 'Maintenance is under way',
  COMPLETED: 'Maintenance is over',
  CANCELLED: 'Maintenance is called off',
};

/**
 * Tells exactly those who hold a service that the incident affects, each address once, in their reseller's name; a reseller's own
 * people are not told what they published themselves. All that is said of one incident has one subject, so that mail programs keep it
 * together. It cannot be switched off: it belongs to the service. [N1] [N4]
 */
export async function tellHolders(
  scope: Scope,
  incident: Incident,
  { state, text }: { state: IncidentState; text: string },
): Promise<void> {
  const affected = await scope.sql<{ id: string; name: string }>(
    `select distinct c.id, c.name from component_impact i join component c on c.id = i.component_id
       where i.incident_id = $1 order by c.name`,
    [incident.id],
  );
  const holders = (
    await holdersOf(
      scope,
      affected.map(({ id }) => id),
    )
  ).filter(
    ({ companyId, resellerId }) => companyId || incident.byPlatform || resellerId !== incident.resellerId,
  );
  const about = new Map(
    holders.map((holder) => [`${holder.resellerId} ${holder.email.toLowerCase()}`, holder]),
  );
  const when = describeWindow(incident.startsAt, incident.endsAt);
  await queueMails(
    scope,
    'incident',
    oncePerAddress(holders).flatMap((letter) => {
      const holder = about.get(`${letter.resellerId} ${letter.to.toLowerCase()}`);
      if (!holder) return [];
      return {
        ...letter,
        subject: `${incident.title} (${incident.reference})`,
        body: [
          `${STATES[state]}: ${incident.title}`,
          [affected.map(({ name }) => name).join(', '), when && `When: ${when}`].filter(Boolean).join('\n'),
          text,
          `You receive this because you use or look after ${holder.products}. What is said of trouble with a service belongs to the service and cannot be switched off.`,
          `${holder.resellerName}\nReference: ${incident.reference}`,
        ].join('\n\n'),
      };
    }),
  );
}
