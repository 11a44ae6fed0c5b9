import { readFileSync } from 'node:fs';
import { Schema } from 'node-schematron';

/**
 * The official business rules of EN 16931 for UBL, a Schematron file of over a thousand rules that is not ours to hand on: where
 * it is, is said from outside. Without it only Peppol's rules are held.
 */
const official = process.env.EN16931_RULES;

/** Whether the official rules are at hand. */
export const officialRules = official !== undefined;

const read = (file: string | URL): Schema => Schema.fromString(readFileSync(file, 'utf8'));
const peppol = read(new URL('./peppol.sch', import.meta.url));
const en16931 = official === undefined ? undefined : read(official);

/** The rules that an e-invoice breaks, each with what it says; those of Peppol if it says that it follows them. */
export function brokenRules(ubl: string): string[] {
  const schemas = [...(en16931 ? [en16931] : []), ...(ubl.includes('peppol.eu') ? [peppol] : [])];
  return schemas.flatMap((schema) =>
    schema
      .validateString(ubl, {})
      .filter(({ isReport }) => !isReport)
      .map(({ assertId, message }) => `${assertId}: ${message?.trim()}`),
  );
}
