import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { findRecordKeepers } from './keep-processing-records.ts';

/** Everyone's records of processing are up to date. */
const playRecords = async ({ setting }: Demonstration): Promise<void> => {
  await perform(setting, findRecordKeepers, {});
};

export const demo: DemoPart = { present: playRecords };
