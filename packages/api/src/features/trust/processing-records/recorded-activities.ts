import {
  DataClass,
  type HeldColumn,
  PURPOSES,
  type Purpose,
  RETENTION_RULES,
  Subject,
} from '../../../kernel/personal-data.ts';
import { type ProcessingParty, type ProcessingRelation, rolesOf } from '../processors/index.ts';
import type { RecordedActivity, RecordForm, RecordLevel } from './processing-record.entity.ts';

/** Between whom a tenant stands. */
const RELATIONS: Record<RecordLevel, readonly ProcessingRelation[]> = {
  PLATFORM: ['PLATFORM_RESELLER', 'PLATFORM_COMPANY', 'RESELLER_COMPANY'],
  RESELLER: ['PLATFORM_RESELLER', 'RESELLER_COMPANY'],
  COMPANY: ['RESELLER_COMPANY', 'COMPANY_END_USER'],
};

/** Whose data a seller has of its own people: what it holds of its customers' people it holds for them. */
const OWN_PEOPLE: readonly Subject[] = ['ADMINISTRATOR', 'ACTOR'];

/** Purposes for which a seller decides, of everyone's data: its books, its offers, the security of the whole. */
const OF_SELLER: readonly Purpose[] = ['BILLING', 'ACCOUNTING', 'SECURITY', 'MARKETING'];

/**
 * What a tenant does with personal data, purpose by purpose, as its record of processing lists it: of the columns it has
 * anything in, those for whose purpose it is controller, or acts for who is. [D6]
 */
export function recordedActivities(
  columns: readonly HeldColumn[],
  { level, form }: { level: RecordLevel; form: RecordForm },
): RecordedActivity[] {
  const concerned = columns.filter(({ purpose, subject }) =>
    form === 'PROCESSOR'
      ? actsFor(level, purpose)
      : decides(level, purpose) &&
        (level === 'COMPANY' || OF_SELLER.includes(purpose) || OWN_PEOPLE.includes(subject)),
  );
  return (Object.keys(PURPOSES) as Purpose[]).flatMap((purpose) => {
    const here = concerned.filter((column) => column.purpose === purpose);
    if (!here.length) return [];
    const { basis, because } = PURPOSES[purpose];
    const inOrder = <Word extends string>(words: Record<Word, Word>, of: (column: HeldColumn) => Word) =>
      (Object.keys(words) as Word[]).filter((word) => here.some((column) => of(column) === word));
    return {
      ...{ purpose, basis, because },
      subjects: inOrder(Subject, ({ subject }) => subject),
      classes: inOrder(DataClass, (column) => column.class),
      kept: [...new Set(here.map(({ kept }) => RETENTION_RULES[kept].words))],
    };
  });
}

const rolesIn = (level: RecordLevel, purpose: Purpose) =>
  RELATIONS[level].flatMap((relation) => rolesOf(relation, purpose, 'RESELLER') ?? []);

const decides = (level: RecordLevel & ProcessingParty, purpose: Purpose): boolean =>
  rolesIn(level, purpose).some(({ controller }) => controller === level);

const actsFor = (level: RecordLevel & ProcessingParty, purpose: Purpose): boolean =>
  rolesIn(level, purpose).some(
    ({ processor, subProcessor }) => processor === level || subProcessor === level,
  );
