import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { AccessEntry } from './access-entry.entity.ts';
import { accessLedger } from './access-ledger.list.ts';
import accessLedgerSql from './access-ledger.sql?raw';
import { AccessQuestion } from './access-question.entity.ts';
import { answerAccessQuestion } from './answer-access-question.ts';
import { askAboutAccess } from './ask-about-access.ts';
import { mailAccessQuestion, mailAccessQuestionJob } from './mail-access-question.ts';

const permissions = {
  ACCESS_LEDGER_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'COMPANY', 'END_USER'],
    words: 'See who looked at people’s data',
  },
  ACCESS_LEDGER_ASK: {
    area: 'privacy',
    levels: ['END_USER'],
    words: 'Ask who looked at one’s own data, and why',
  },
  ACCESS_LEDGER_ANSWER: {
    area: 'privacy',
    levels: ['COMPANY'],
    words: 'Answer what people ask about who looked at their data',
    lent: false,
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const accessLedgerFeature = feature({
  name: 'trust/access-ledger',
  needs: ['platform/tenancy', 'people/identity', 'people/directory', 'desk/notifications'],
  permissions,
  tables: [AccessEntry, AccessQuestion],
  sql: [accessLedgerSql],
  lists: [accessLedger],
  verbs: [
    mutation(askAboutAccess, AccessEntry),
    mutation(answerAccessQuestion, AccessEntry),
    mailAccessQuestion,
  ],
  jobs: [mailAccessQuestionJob],
  audits: {
    // Its reseller reads no question, and so no name of one.
    AccessQuestion: { label: 'Question about access' },
  },
  home: [
    {
      figures: {
        accessQuestions: {
          type: () => Int,
          description: 'Questions of people about who looked at their data, which wait for an answer.',
        },
      },
      at: {
        COMPANY: {
          figures: {
            accessQuestions: '(select count(*) from access_question where answered_at is null)',
          },
        },
      },
    },
  ],
  notHeld: {
    access_entry: 'who looked at what is theirs, which stays',
    access_question: 'what they asked about it, which stays',
  },
  demo: () => import('./demo.ts'),
});
