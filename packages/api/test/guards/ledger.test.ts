import { type GraphQLType, isListType, isNonNullType } from 'graphql';
import { expect, test } from 'vitest';
import { features, schema } from '../../src/app.ts';
import { showing } from '../../src/kernel/graphql/door.ts';
import { readings } from '../../src/kernel/read/list.ts';
import { personColumnOf } from '../../src/kernel/table.ts';
import { modules } from './sources.ts';

/** Reads by the id of something that show nothing of one person, and why. */
const OF_NOBODY: Record<string, string> = {
  agreementChanges: 'texts of agreements',
  bankEntryMatch: 'an entry of a bank is of a company',
  billingProgress: 'a run is of companies',
  breachDrafts: 'what may be told to an authority and to all concerned',
  campaignOutcome: 'counts, by reason',
  breachNoticePreview: 'how many of which controller, not who',
  creditNoteMatches: 'a credit note is of a company',
  debitNoteMatches: 'an invoice is of a company',
  latePayment: 'an invoice is of a company',
  marginDocuments: 'documents of a company',
  noticeAudience: 'how many, not who',
  orderPreview: 'what would be ordered, by whoever chose the people a moment before',
  personalDataHeld: 'how much of which class, not what it says',
  previewRerating: 'sums of a company',
  priceListEffect: 'prices and how many pay them',
  priceListGrid: 'prices',
  priceListImport: 'prices',
  rateCall: 'a price, of a call that nobody made',
  repricePreview: 'prices of subscriptions, which are named by the list they were ticked in',
  statement: 'what a company owes',
  statusAudience: 'how many are concerned, not who',
  supportLog: 'what those saw who were let in, which each stands in the ledger already',
  tariffImport: 'prices',
  taskDoers: 'staff who may do a task',
  whatIf: 'sums of a company',
};

/** Files that show nothing that is put into the ledger, and why. */
const FILES: Record<string, string> = {
  '/': 'leads to the status page under a host name of its own',
  '/.well-known/archive-keys.json': 'keys, for anybody',
  '/access-reviews/:id/csv':
    'who may act for a company; those with a sign-in of their own only are not in it',
  '/access-reviews/:id/pdf': 'the same',
  '/audit/heads': 'hashes',
  '/audit/export': 'the audit log, which names people by id and notes who took it',
  '/bookkeeping/export': 'sums of companies',
  '/breach-notices/:id/authority.pdf': 'a draft for the authority: how many, not who',
  '/breach-notices/:id/pdf': 'the same',
  '/bulk-changes/:id/report': 'the rows of a file, for those who may take such a file in',
  '/credit-notes/:id/pdf': 'a document of a company',
  '/credit-notes/:id/xml': 'the same',
  '/enquiry-form.js': 'a script for web sites',
  '/enquiry-forms/:formId': 'words that whoever asks is shown, of nobody',
  '/incidents/:id/pdf': 'what happened: how many, not who',
  '/invoices/:id/calls/csv':
    'what a company pays for, by number: who called is told by the list of calls only',
  '/invoices/:id/calls/pdf': 'the same',
  '/invoices/:id/pdf': 'a document of a company',
  '/invoices/:id/xml': 'the same',
  '/logos/:file': 'a picture of a reseller',
  '/photos/:file': 'a picture that stands beside a name wherever the name does',
  '/processing-records/:id/csv': 'what is done with data, of nobody',
  '/processing-records/:id/pdf': 'the same',
  '/rights-archives/:id': 'puts down who took it',
  '/rights-receipts/:id/pdf': 'how much was done, which names nobody',
  '/statements/:id/csv': 'what a company owes',
  '/statements/:id/pdf': 'the same',
  '/status': 'how services are, for anybody',
  '/status/:key/:file': 'the same',
  '/status/:name': 'the same',
  '/tenant-deletions/:id/pdf': 'how much went and stays, which names nobody',
  '/tenant-archives/:id': 'puts down who took it, for everybody whose data is in it',
};

/** Arguments by which a read is narrowed to an organisation and not to a person. */
const ORGANISATIONS = new Set(['companyId', 'resellerId']);

const isId = (type: GraphQLType): boolean =>
  isNonNullType(type) || isListType(type) ? isId(type.ofType) : String(type) === 'ID';

test('[U6] what a list says of the ledger of access is of persons, and has a reason', () => {
  const lists = features.flatMap((feature) => feature.lists ?? []);
  const said = lists.filter(({ options }) => options.unnoted);
  expect(said.map(({ options }) => options.name).sort()).toEqual(['accessLedger', 'auditEntries']);
  expect(said.filter(({ table }) => !personColumnOf(table))).toEqual([]);
});

test('[U6] every read by an id puts down who looked, or says why it shows nobody', () => {
  const fields = Object.values(schema().getQueryType()?.getFields() ?? {});
  const byId = fields
    .filter(
      ({ name, args }) =>
        !readings.has(name) && args.some((arg) => isId(arg.type) && !ORGANISATIONS.has(arg.name)),
    )
    .map(({ name }) => name)
    .filter((name) => !showing.has(name));
  expect(byId.sort()).toEqual(Object.keys(OF_NOBODY).sort());
});

test('[U6] every file that is given out puts down who took it, or says why it shows nobody', () => {
  const given = modules()
    .filter(({ path }) => path.endsWith('.route.ts'))
    .flatMap(({ text }) => [...text.matchAll(/\.get(?:<[^(]*>)?\(\s*'([^']+)'/g)].map(([, url]) => url));
  expect(given.sort()).toEqual(Object.keys(FILES).sort());
});
