import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import {
  canObject,
  ProcessorChange,
  ProcessorChangeState,
  ProcessorNotice,
} from './processor-change.entity.ts';
import { ProcessorObjection } from './processor-objection.entity.ts';
import { ofReader, SubProcessor, SubProcessorState } from './sub-processor.entity.ts';

/** The registers that whoever asks is concerned by: the platform's, and its reseller's. */
export const subProcessors = list(SubProcessor, {
  name: 'subProcessors',
  permission: 'PROCESSOR_READ',
  filters: { state: choice('state', SubProcessorState), mine: yesOrNo(ofReader) },
  sorts: { NAME: [by('name', 'text')], SINCE: [by('since', 'date')] },
  order: ['NAME', 'ASC'],
});

/** Changes of sub-processors: what is to come, what came, what was withdrawn. */
export const processorChanges = list(ProcessorChange, {
  name: 'processorChanges',
  permission: 'PROCESSOR_READ',
  filters: {
    state: choice('state', ProcessorChangeState),
    mine: yesOrNo(ofReader),
    canObject: yesOrNo(canObject),
  },
  sorts: { ANNOUNCED_AT: [by('announced_at', 'timestamptz')], EFFECTIVE_ON: [by('effective_on', 'date')] },
  order: ['EFFECTIVE_ON', 'DESC'],
});

/** Who was told of a change, and whether it reached them. */
export const processorNotices = list(ProcessorNotice, {
  name: 'processorNotices',
  permission: 'PROCESSOR_WRITE',
  filters: { changeId: equals('change_id') },
  sorts: { TOLD_AT: [by('told_at', 'timestamptz')] },
  order: ['TOLD_AT', 'DESC'],
});

/** Objections, with what was answered. */
export const processorObjections = list(ProcessorObjection, {
  name: 'processorObjections',
  permission: 'PROCESSOR_READ',
  filters: {
    changeId: equals('change_id'),
    open: yesOrNo((row) => `(${row}.answered_at is null)`),
  },
  sorts: { RAISED_AT: [by('raised_at', 'timestamptz')] },
  order: ['RAISED_AT', 'DESC'],
});
