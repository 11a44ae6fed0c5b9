import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { on } from '../../../kernel/jobs.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { Invoice } from '../billing/index.ts';
import { tariffPublished } from '../tariffs/index.ts';
import { addCallSource } from './add-call-source.ts';
import { bookCalls, bookCallsJob } from './book-calls.ts';
import { bookingSql } from './booking-sql.ts';
import {
  CallBundleUse,
  CallDay,
  CallImport,
  CallRecord,
  CallRetention,
  CallSetting,
  CallSource,
  CallZoneUse,
  StagedCall,
} from './call.entity.ts';
import { callImports, callSources, calls } from './call.list.ts';
import { callRecordsRoute } from './call-records.route.ts';
import { CallSettings, callRetention, callSettings } from './call-settings.ts';
import { callTotals } from './call-totals.ts';
import callsSql from './calls.sql?raw';
import { explainCharge } from './explain-charge.ts';
import { findCallFiles, findCallFilesJob } from './find-call-files.ts';
import { findHeldCalls, findHeldCallsJob } from './find-held-calls.ts';
import { callsAtHome } from './home.ts';
import { invoicedCallsRoutes } from './invoiced-calls.route.ts';
import { OF_CALLS } from './invoiced-calls.ts';
import { keepCallMonths, keepCallMonthsJob } from './keep-call-months.ts';
import { rateHeldCalls, rateHeldCallsJob } from './rate-held-calls.ts';
import { recordCalls } from './record-calls.ts';
import { setCallRetention } from './set-call-retention.ts';
import { setCallSettings } from './set-call-settings.ts';
import { showCallDigits } from './show-call-digits.ts';
import { SupersededRating } from './superseded-rating.entity.ts';
import { takeFromFolderJob } from './take-from-folder.ts';
import { takeInCalls } from './take-in-calls.ts';
import { updateCallSource } from './update-call-source.ts';
import { whatIf } from './what-if.ts';

const permissions = {
  CALL_READ: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See calls and what they cost',
  },
  CALL_DIGITS: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See the last digits of called numbers, of which each time is noted',
  },
  CALL_IMPORT: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Take in records of calls, and say where they come from',
  },
  CALL_SETTINGS: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Say whether calls are itemised, and whether end users see theirs',
  },
  CALL_RETENTION: {
    area: 'records',
    levels: ['PLATFORM'],
    words: 'Say for how long records of calls are kept',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const callsFeature = feature({
  name: 'trade/calls',
  needs: [
    'platform/tenancy',
    'people/identity',
    'people/directory',
    'records/numbers',
    'trade/prices',
    'trade/tariffs',
    'trade/billing',
  ],
  permissions,
  tables: [
    CallBundleUse,
    CallDay,
    CallZoneUse,
    CallSource,
    CallImport,
    StagedCall,
    CallRecord,
    SupersededRating,
    CallSetting,
    CallRetention,
  ],
  sql: [callsSql, bookingSql],
  lists: [calls, callSources, callImports],
  verbs: [
    mutation(addCallSource, CallSource),
    mutation(updateCallSource, CallSource),
    mutation(recordCalls, CallImport),
    plainMutation(showCallDigits, () => String),
    plainMutation(setCallSettings, () => CallSettings),
    plainMutation(setCallRetention, () => Int),
    plainMutation(rateHeldCalls, () => Int),
    takeInCalls,
    bookCalls,
    findCallFiles,
    keepCallMonths,
    findHeldCalls,
  ],
  fields: [
    added(
      Invoice,
      'callCount',
      Computed(
        () => Int,
        (row) =>
          `select coalesce(sum(h.quantity), 0)::integer from charge h where h.invoice_id = ${row}.id and ${OF_CALLS}`,
        { description: 'Calls that it charges; `/invoices/<id>/calls/csv` and `/pdf` tell each of them.' },
      ),
    ),
  ],
  views: [callSettings, callRetention, callTotals, explainCharge, whatIf],
  jobs: [
    bookCallsJob,
    on(tariffPublished, rateHeldCallsJob),
    findHeldCallsJob,
    takeFromFolderJob,
    findCallFilesJob,
    keepCallMonthsJob,
  ],
  routes: [callRecordsRoute, invoicedCallsRoutes],
  services: ({ config }) => ({ callFolder: config.callFolder }),
  audits: {
    CallSource: { label: 'Source of calls' },
    CallImport: { label: 'Import of calls' },
    CallRecord: { label: 'Call' },
  },
  home: [callsAtHome],
  demo: () => import('./demo.ts'),
  notHeld: {
    call_record: 'what somebody called stays with the company until it is dropped',
    call_rating: 'it goes with the call that it is of',
  },
});
