import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import { sendStatement } from './send-statement.ts';
import {
  findStatements,
  findStatementsJob,
  sendPlatformsStatementsJob,
  sendStatements,
  sendStatementsJob,
} from './send-statements.ts';
import { SentStatement } from './sent-statement.entity.ts';
import { sentStatements } from './sent-statement.list.ts';
import { statementFilesRoutes } from './statement-files.route.ts';

export const statementsFeature = feature({
  name: 'trade/statements',
  needs: ['platform/tenancy', 'desk/notifications', 'people/identity', 'trade/billing', 'trade/ledger'],
  permissions: {},
  tables: [SentStatement],
  lists: [sentStatements],
  verbs: [mutation(sendStatement, SentStatement), findStatements, sendStatements],
  jobs: [findStatementsJob, sendStatementsJob, sendPlatformsStatementsJob],
  routes: [statementFilesRoutes],
  audits: {
    SentStatement: {
      label: 'Statement',
      name: (id) =>
        `select to_char(s."from", 'FMDD Mon YYYY') || ' – ' || to_char(s."to", 'FMDD Mon YYYY') from sent_statement s where s.id = ${id}`,
    },
  },
  demo: () => import('./demo.ts'),
});
