import { children } from '../../../kernel/read/list.ts';
import { added, type Class, Computed, Many } from '../../../kernel/table.ts';
import { Connector, kinds } from '../connectors/index.ts';
import { ConnectorWatching } from './connector-watch.entity.ts';
import { DriftRule } from './drift-rule.entity.ts';
import { ANYWAY_DAYS } from './note-observation.ts';
import { jsonLiteral } from './observation-fields.ts';
import { ASKED_EVERY_MINUTES } from './observe-due.ts';
import { ConnectorWork, ProvisioningFailure } from './provisioning-board.ts';
import { provisioningJobs } from './provisioning-job.list.ts';

const NOW = `(select current_setting('steward.now')::timestamptz)`;

const jobsThatAre = (row: string, condition: string): string =>
  `(select count(*) from provisioning_job j where j.connector_id = ${row}.id and ${condition})`;

/** SQL: kind that says what has changed → what people call that of which it does not. */
const untold = jsonLiteral(
  Object.fromEntries(
    kinds.flatMap(({ kind, attributes, tells }) =>
      tells ? [[kind, tells.except.map((attribute) => attributes[attribute] ?? attribute)]] : [],
    ),
  ),
);

/** How a connector stands, as its fields: for its page. */
export const connectorFields: Class[] = [
  added(
    Connector,
    'driftRules',
    Many(() => DriftRule, 'connectorId', 'product_id'),
  ),
  added(
    Connector,
    'work',
    Computed(
      () => ConnectorWork,
      (row) => `select jsonb_build_object('connectorId', ${row}.id, 'name', ${row}.name,
        'waiting', ${jobsThatAre(row, `j.state in ('QUEUED', 'RETRYING')`)},
        'running', ${jobsThatAre(row, `j.state = 'RUNNING'`)}, 'failed', ${jobsThatAre(row, `j.state = 'PARKED'`)},
        'doneLastHour', ${jobsThatAre(row, `j.state = 'DONE' and j.created_at > ${NOW} - interval '1 day' and j.finished_at > ${NOW} - interval '1 hour'`)},
        'drifted', (select count(*) from observation o where o.connector_id = ${row}.id and o.drifted_at is not null),
        'heldUntil', (select p.held_until from connector_pace p where p.connector_id = ${row}.id and p.held_until > ${NOW}))`,
      { description: 'What waits there, what goes on, and what of it has failed.' },
    ),
  ),
  added(
    Connector,
    'watch',
    Computed(
      () => ConnectorWatching,
      (
        row,
      ) => `select jsonb_build_object('telling', w.mark is not null, 'askedAt', w.asked_at, 'changed', w.changed,
          'everythingAt', w.everything_at, 'problem', w.problem, 'askedEveryMinutes', ${ASKED_EVERY_MINUTES}, 'anywayDays', ${ANYWAY_DAYS},
          'untold', ${untold} -> ${row}.kind)
        from connector_watch w where w.connector_id = ${row}.id and ${untold} -> ${row}.kind is not null`,
      { nullable: true, description: 'What it says has changed; null: it does not say.' },
    ),
  ),
  added(
    Connector,
    'failures',
    Computed(
      () => [ProvisioningFailure],
      (row) => `select coalesce(jsonb_agg(f order by f.jobs desc, f.fault), '[]') from (
        select j.connector_id as "connectorId", ${row}.name as connector, j.fault, count(*) as jobs,
            (array_agg(j.reason order by j.created_at desc, j.id desc))[1] as reason, min(j.created_at) as since
          from provisioning_job j where j.connector_id = ${row}.id and j.state = 'PARKED' group by 1, 2, 3 limit 50) f`,
      { description: 'What has failed there, by reason, most jobs first.' },
    ),
  ),
];

/** The jobs at a connector, latest first. */
export const connectorJobs = children(Connector, 'jobs', provisioningJobs, 'connector_id');
