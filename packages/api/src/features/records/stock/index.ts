/** What all records have in common: to whom they are given, and how files of them are read. */
export { heldBy } from './held-by.ts';
export { assertOfCompany } from './holder.ts';
export { type Holders, holdersOf } from './import-holders.ts';
export {
  assertAllGood,
  type CellProblem,
  ImportOutcome,
  ImportPreview,
  ImportRow,
  previewOf,
} from './import-preview.ts';
export { fileOfRecords, type ReadRow, readRows } from './read-rows.ts';
