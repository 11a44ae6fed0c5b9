import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { applyBulkChange } from './apply-bulk-change.ts';
import { confirmBulkChange } from './confirm-bulk-change.ts';
import { previewBulkChange } from './preview-bulk-change.ts';
import { STATEMENT } from './statement.ts';

const HEADING = 'First name,Last name,E-mail,Mobile,Job title,Department,Services\n';
const STARTERS = `${HEADING}Imogen,Ashdown,imogen.ashdown@globex.example,07700 900301,Analyst,Finance,MBX-50
Tobias,Quill,tobias.quill@globex.example,07700 900302,Engineer,Operations,MBX-50
Farah,Nadeem,farah.nadeem@globex.example,07700 900303,Planner,Operations,
Callum,Reid,callum.reid@globex.example,,Apprentice,Workshop,
`;
const INTAKE = `${HEADING}Rosa,Delgado,rosa.delgado@globex.example,07700 900304,Buyer,Purchasing,MBX-50
Hugo,Bright,hugo.bright@globex.example,,Driver,Logistics,
`;
const WRONG = `${HEADING}Petra,Voss,petra.voss@globex.example,07700 900305,Clerk,Finance,
Nils,Berg,nils.berg@elsewhere.example,,Clerk,Finance,
Olive,Hart,olive.hart@globex.example,not known,Clerk,Finance,
`;

const REVIEW = `E-mail,Department,Services,Services to end
imogen.ashdown@globex.example,,ARC-10,
tobias.quill@globex.example,,,MBX-50
`;

/** One file has been applied and can be reversed, one waits for approval, one has errors to correct, one ends services and empties values. */
async function playBulkChanges({ setting, inScope }: Demonstration): Promise<void> {
  const [globex] = await inScope((scope) =>
    scope.sql<{ id: string; resellerId: string }>(
      `select id, reseller_id as "resellerId" from company where name = 'Globex Ltd'`,
    ),
  );
  if (!globex) return;
  const preview = (fileName: string, text: string): Promise<string> =>
    perform(setting, previewBulkChange, { companyId: globex.id, fileName, content: Buffer.from(text) });
  const confirm = (id: string) => perform(setting, confirmBulkChange, { id, statement: STATEMENT });

  const starters = await preview('new-starters.csv', STARTERS);
  await confirm(starters);
  const credentials = {
    kind: 'system',
    task: 'demonstration',
    resellerId: globex.resellerId,
    does: [applyBulkChange.name],
  } as const;
  while ((await perform({ ...setting, credentials }, applyBulkChange, { changeSetId: starters })) !== 'DONE');

  const waiting = await preview('march-intake.csv', INTAKE);
  await confirm(waiting);
  // As if the company wanted a second person, without keeping whoever tries it from importing by themselves.
  await inScope((scope) => scope.sql(`update change_set set state = 'WAITING' where id = $1`, [waiting]));
  await preview('to-correct.csv', WRONG);
  await perform(setting, previewBulkChange, {
    companyId: globex.id,
    fileName: 'services-review.csv',
    content: Buffer.from(REVIEW),
    columns: [
      { column: 0, field: 'email' },
      { column: 1, field: 'department', blank: 'empty' },
      { column: 2, field: 'services' },
      { column: 3, field: 'endServices' },
    ],
  });
}

export const demo: DemoPart = { present: playBulkChanges };
