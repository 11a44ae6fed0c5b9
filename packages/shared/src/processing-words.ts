/** Why personal data is held, as people say it. */
export const PURPOSE_WORDS = {
  SERVING: 'Providing the services ordered',
  SIGN_IN: 'Letting people in, and nobody else',
  BILLING: 'Charging for services',
  ACCOUNTING: 'Keeping accounts',
  SECURITY: 'Keeping the service secure',
  SUPPORT: 'Helping when something does not work',
  ACCOUNTABILITY: 'Showing who did what',
  RIGHTS: 'Answering people’s rights, and showing that it was done',
  MARKETING: 'Telling people about offers',
} as const;

/** What data can tell of a person, as people say it; within a sentence. */
export const DATA_CLASS_WORDS = {
  IDENTITY: 'names and work addresses',
  CONTACT: 'contact details',
  LOCATION: 'locations',
  CREDENTIAL: 'credentials',
  OFFICIAL_NUMBER: 'official numbers',
  TRAFFIC: 'traffic data',
  CONTENT: 'content',
  PAYMENT: 'payment details',
  SERVICE: 'services held',
} as const;

/** Whose data it is, as people say it; within a sentence. */
export const DATA_SUBJECT_WORDS = {
  END_USER: 'end users',
  ADMINISTRATOR: 'administrators',
  CUSTOMER: 'customers',
  CORRESPONDENT: 'whom they communicate with',
  VISITOR: 'visitors',
  ACTOR: 'whoever did or decided something',
} as const;

/** What allows it (UK GDPR Art. 6(1)). */
export const LAWFUL_BASIS_WORDS = {
  CONTRACT: 'Contract',
  LEGAL_OBLIGATION: 'Legal obligation',
  LEGITIMATE_INTERESTS: 'Legitimate interests',
  CONSENT: 'Consent',
} as const;

/** How personal data may go to another country. */
export const TRANSFER_WORDS = {
  NONE: 'Stays in the United Kingdom',
  ADEQUACY: 'Country with adequate protection',
  IDTA: 'International Data Transfer Agreement',
  UK_ADDENDUM: 'UK Addendum',
  SCC: 'Standard contractual clauses',
} as const;

/** Words of a list as one sentence begins: "Names and work addresses, content". */
export function listed<Word extends string>(
  keys: readonly Word[],
  words: Readonly<Record<Word, string>>,
): string {
  const text = keys.map((key) => words[key]).join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
