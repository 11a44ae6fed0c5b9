import { localDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { SecurityIncident } from './incident.entity.ts';
import type { BreachPaper } from './paper-pdf.ts';
import { londonTime, RISK_WORDS } from './words.ts';

interface Told {
  reference: string;
  name: string;
  sentAt: Date;
  deliveredAt: Date | null;
  acknowledgedAt: Date | null;
}

/** The entry of the register that Art. 33(5) asks for: the facts, the effects, what was done, who was told or why nobody was. [D5] */
export async function incidentPaper(scope: Scope, incidentId: string): Promise<BreachPaper> {
  const incident = await scope.load(SecurityIncident, incidentId);
  const told = await scope.sql<Told>(
    `select n.reference, coalesce(c.name, r.name) as name, n.sent_at as "sentAt", n.delivered_at as "deliveredAt",
         n.acknowledged_at as "acknowledgedAt"
       from breach_notice n join reseller r on r.id = n.reseller_id left join company c on c.id = n.company_id
       where n.incident_id = $1 order by lower(coalesce(c.name, r.name)), n.id`,
    [incidentId],
  );
  const [owner] = await scope.sql<{ name: string }>('select name from reseller where id = $1', [
    incident.resellerId,
  ]);
  const at = (moment: Date | null, otherwise: string): string => (moment ? londonTime(moment) : otherwise);
  return {
    title: 'Register of incidents',
    reference: incident.reference,
    exercise: incident.exercise,
    author: owner?.name ?? '',
    madeOn: localDate(scope.now),
    facts: [
      ['Incident', incident.title],
      ['It happened', at(incident.occurredAt, 'not known')],
      ['Discovered', londonTime(incident.discoveredAt)],
      ['Aware', londonTime(incident.awareAt)],
      ['Contained', at(incident.containedAt, 'not yet')],
      ['Closed', at(incident.closedAt, 'not yet')],
      ['Judged as', incident.risk ? RISK_WORDS[incident.risk] : 'not judged yet'],
    ],
    sections: [
      { heading: 'Facts', text: [incident.facts ?? ''] },
      { heading: 'Effects', text: [incident.consequences ?? 'Not said yet.'] },
      { heading: 'Measures', text: [incident.measures ?? 'Not said yet.'] },
      {
        heading: 'Decision',
        text: [
          incident.decision
            ? `${incident.decision === 'NOTIFY' ? 'Controllers are told' : 'Controllers are not told'}: ${incident.decisionReason}`
            : 'Not decided yet.',
        ],
      },
      {
        heading: told.length === 1 ? 'One controller was told' : `${told.length} controllers were told`,
        text: told.map(
          ({ reference, name, sentAt, deliveredAt, acknowledgedAt }) =>
            `${name} (${reference}): sent ${londonTime(sentAt)}; delivered ${at(deliveredAt, 'not yet')}; acknowledged ${at(acknowledgedAt, 'not yet')}.`,
        ),
      },
    ],
  };
}
