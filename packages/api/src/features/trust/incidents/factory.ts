import type { TestApp } from '../../../kernel/testing/test-app.ts';
import type { World } from '../../../kernel/testing/world.ts';

const JUDGED = {
  nature: 'A page could be read without signing in.',
  consequences: 'Strange messages may come.',
  measures: 'The page is closed.',
  contactName: 'Priya Shah',
  contactEmail: 'dpo@xe2.example',
  likelihood: 'POSSIBLE',
  severity: 'SEVERE',
  decision: 'NOTIFY',
  decisionReason: 'It was read by strangers.',
};

const INCIDENT = '{ id reference state risk decision noticeCount waitingCount sentAfterMinutes }';
const NOTICE =
  '{ id state acknowledgedAt openedByName authorityNotifiedAt authorityReference authorityReason lettersSentAt phases { number nature openedAt } }';

let made = 0;

/** For tests: everybody has been there since January. */
export const wereThere = async ({ sql }: World): Promise<void> => {
  for (const table of ['end_user', 'membership'])
    await sql(`update ${table} set created_at = '2026-01-05T09:00:00Z'`);
};

/** For tests: what whoever has a token does about incidents and breach notices. */
export function incidentsOf(app: TestApp) {
  const verb = (name: string, fields: string) => (input: object, token: string) =>
    app.ask<Record<string, { id: string; reference: string; done: number; refused: { reason: string }[] }>>(
      `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) ${fields} }`,
      { input },
      token,
    );
  const answer = {
    report: verb('reportIncident', INCIDENT),
    update: verb('judgeIncident', INCIDENT),
    scope: verb('scopeIncident', INCIDENT),
    send: verb('sendBreachNotices', INCIDENT),
    close: verb('closeIncident', INCIDENT),
    passOn: verb('passOnBreachNotices', '{ done refused { reason } }'),
    open: verb('openBreachNotice', NOTICE),
    acknowledge: verb('acknowledgeBreachNotice', NOTICE),
    record: verb('recordAuthorityNotice', NOTICE),
    letters: verb('sendLettersToPersons', NOTICE),
  };
  /** An hour before the app's clock, when everything was known. */
  const facts = (over: object = {}) => {
    const known = new Date(app.clock.now().getTime() - 3_600_000).toISOString();
    made += 1;
    return {
      title: `Incident ${made}`,
      facts: 'A page answered without a password.',
      occurredAt: '2026-09-20T00:00:00Z',
      discoveredAt: known < '2026-10-01' ? known : '2026-10-01T07:30:00Z',
      awareAt: known,
      exercise: false,
      ...over,
    };
  };
  const report = async (token: string, over: object = {}): Promise<{ id: string; reference: string }> => {
    const { data, errors } = await answer.report(facts(over), token);
    if (!data?.reportIncident) throw new Error(JSON.stringify(errors));
    return data.reportIncident;
  };
  const scope = async (incidentId: string, parts: object[], token: string): Promise<void> => {
    const { errors } = await answer.scope({ incidentId, parts }, token);
    if (errors) throw new Error(JSON.stringify(errors));
  };
  return {
    answer,
    facts,
    report,
    scope,
    judged: JUDGED,
    /** Reports and judges an incident that touched `parts`, and tells its controllers; gives its id. */
    async send(token: string, parts: object[], over: object = {}, passOnAfterHours = 4): Promise<string> {
      const { id } = await report(token, over);
      await scope(id, parts, token);
      await answer.update({ id, ...JUDGED }, token);
      const { errors } = await answer.send({ incidentId: id, passOnAfterHours }, token);
      if (errors) throw new Error(JSON.stringify(errors));
      return id;
    },
    /** The beginning of the file, or the answer that says why there is none. */
    async pdf(path: string, token: string): Promise<string> {
      const response = await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
      return (await response.text()).slice(0, 200);
    },
  };
}
