import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { announceSubProcessor } from './announce-sub-processor.ts';
import { announceSubProcessorEnd } from './announce-sub-processor-end.ts';
import { announceSubProcessorMove } from './announce-sub-processor-move.ts';
import { answerProcessorObjection } from './answer-processor-objection.ts';
import { mailObjectionAnswer, mailObjectionAnswerJob } from './mail-objection-answer.ts';
import { objectToProcessorChange } from './object-to-processor-change.ts';
import { processingChain } from './processing-chain.ts';
import { processingRoles } from './processing-roles.ts';
import { canObject, ofChangesOfReader, ProcessorChange, ProcessorNotice } from './processor-change.entity.ts';
import { ProcessorObjection } from './processor-objection.entity.ts';
import { processorChanges, processorNotices, processorObjections, subProcessors } from './processors.list.ts';
import processorsSql from './processors.sql?raw';
import { recordSubProcessor } from './record-sub-processor.ts';
import {
  findProcessorChangesDue,
  findProcessorChangesDueJob,
  settleProcessorChanges,
  settleProcessorChangesJob,
} from './settle-processor-changes.ts';
import { SubProcessor } from './sub-processor.entity.ts';
import {
  tellOfProcessorChange,
  tellOfProcessorChangeJob,
  tellOfResellersChangeJob,
} from './tell-of-processor-change.ts';
import { updateSubProcessor } from './update-sub-processor.ts';
import { withdrawProcessorChange } from './withdraw-processor-change.ts';

const permissions = {
  PROCESSING_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See who handles personal data, for whom and where',
  },
  PROCESSOR_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Read the register of sub-processors, announced changes and objections',
  },
  PROCESSOR_WRITE: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Keep the register of sub-processors, announce changes and answer objections',
  },
  PROCESSOR_OBJECT: {
    area: 'privacy',
    levels: ['RESELLER', 'COMPANY'],
    words: 'Object to changes of sub-processors',
    for: 'owners',
    lent: false,
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const toAnswer = `(select count(*) from processor_objection o where o.answered_at is null and ${ofChangesOfReader('o.change_id')})`;
const toObject = `(select count(*) from processor_change c where ${canObject('c')})`;

export const processorsFeature = feature({
  name: 'trust/processors',
  needs: [
    'platform/tenancy',
    'people/identity',
    'desk/notifications',
    'trade/catalogue',
    'trade/subscriptions',
  ],
  permissions,
  tables: [SubProcessor, ProcessorChange, ProcessorNotice, ProcessorObjection],
  sql: [processorsSql],
  lists: [subProcessors, processorChanges, processorNotices, processorObjections],
  verbs: [
    mutation(recordSubProcessor, SubProcessor),
    mutation(announceSubProcessor, ProcessorChange),
    mutation(announceSubProcessorMove, ProcessorChange),
    mutation(announceSubProcessorEnd, ProcessorChange),
    mutation(updateSubProcessor, SubProcessor),
    mutation(withdrawProcessorChange, ProcessorChange),
    mutation(objectToProcessorChange, ProcessorObjection),
    mutation(answerProcessorObjection, ProcessorObjection),
    tellOfProcessorChange,
    mailObjectionAnswer,
    settleProcessorChanges,
    findProcessorChangesDue,
  ],
  views: [processingRoles, processingChain],
  jobs: [
    tellOfProcessorChangeJob,
    tellOfResellersChangeJob,
    mailObjectionAnswerJob,
    settleProcessorChangesJob,
    findProcessorChangesDueJob,
  ],
  audits: {
    SubProcessor: {
      label: 'Sub-processor',
      name: (id) => `select s.name from sub_processor s where s.id = ${id}`,
    },
    ProcessorChange: {
      label: 'Change of sub-processors',
      name: (id) =>
        `select s.name from processor_change c join sub_processor s on s.id = c.sub_processor_id where c.id = ${id}`,
    },
    ProcessorObjection: { label: 'Objection to a sub-processor' },
  },
  demo: () => import('./demo.ts'),
  home: [
    {
      figures: {
        objectionsToAnswer: {
          type: () => Int,
          description: 'Objections to changes of your sub-processors that wait for your answer.',
        },
        processorChangesToSee: {
          type: () => Int,
          description: 'Announced changes of sub-processors to which you may still object.',
        },
      },
      at: {
        PLATFORM: { figures: { objectionsToAnswer: toAnswer } },
        RESELLER: { figures: { objectionsToAnswer: toAnswer, processorChangesToSee: toObject } },
        COMPANY: { figures: { processorChangesToSee: toObject } },
      },
    },
  ],
});
