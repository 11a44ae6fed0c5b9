import type { introspection } from '../../../data/schema.d.ts';

type Values<Name extends 'DataClass' | 'DisclosureBasis' | 'DisclosureCapacity' | 'DisclosureState'> =
  introspection['types'][Name]['enumValues'];
export type State = Values<'DisclosureState'>;
export type Basis = Values<'DisclosureBasis'>;
export type DataClass = Values<'DataClass'>;

export const STATES: Record<State, string> = {
  RECEIVED: 'To be decided',
  APPROVED: 'To be answered',
  NARROWED: 'To be answered in part',
  REFUSED: 'Refused',
  ANSWERED: 'Answered',
};
/** How they look. */
export const TONES: Record<State, string> = {
  RECEIVED: 'WAITING',
  APPROVED: 'RUNNING',
  NARROWED: 'RUNNING',
  REFUSED: 'DECLINED',
  ANSWERED: 'DONE',
};
/** By which law, with where it stands. */
export const BASES: Record<Basis, string> = {
  IPA_2016: 'Investigatory Powers Act 2016',
  DPA_2018_SCH_2_PARA_2: 'Crime and taxation: DPA 2018 Sch. 2 para. 2',
  DPA_2018_SCH_2_PARA_5: 'Legal proceedings: DPA 2018 Sch. 2 para. 5',
  COURT_ORDER: 'Court order',
  HMRC_SCH_36: 'HMRC notice: Finance Act 2008 Sch. 36',
  PACE_SCH_1: 'Production order: PACE 1984 Sch. 1',
  OTHER_STATUTE: 'Another statute',
};
export const CAPACITIES: Record<Values<'DisclosureCapacity'>, string> = {
  CONTROLLER: 'Controller',
  PROCESSOR: 'Processor',
};
/** Who was asked, to those whom it is about. */
export const KEEPERS = {
  PLATFORM: 'The operator of the platform',
  RESELLER: 'The reseller',
  COMPANY: 'The company',
  END_USER: '',
} as const;
export const CLASSES: Record<DataClass, string> = {
  IDENTITY: 'Names and work addresses',
  CONTACT: 'Telephone numbers',
  LOCATION: 'Postal addresses and places',
  CREDENTIAL: 'What lets them in',
  OFFICIAL_NUMBER: 'Official numbers',
  TRAFFIC: 'When and with whom they communicated',
  CONTENT: 'What was written',
  PAYMENT: 'Payments and bank details',
  SERVICE: 'Services',
};

/** Classes of data in a sentence. */
export const classesText = (classes: readonly DataClass[]): string => {
  const text = classes.map((each) => CLASSES[each].toLowerCase()).join(', ');
  return text && text.charAt(0).toUpperCase() + text.slice(1);
};

export const optionsOf = <Value extends string>(words: Record<Value, string>) =>
  (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }));
