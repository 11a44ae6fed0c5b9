export const STATES = { OPEN: 'Open', CONTAINED: 'Contained', CLOSED: 'Closed' } as const;
export const RISKS = { LOW: 'Low', RISK: 'Risk', HIGH: 'High' } as const;
export const LIKELIHOODS = { UNLIKELY: 'Unlikely', POSSIBLE: 'Possible', LIKELY: 'Likely' } as const;
export const SEVERITIES = { MINOR: 'Minor', SIGNIFICANT: 'Significant', SEVERE: 'Severe' } as const;
export const DECISIONS = { NOTIFY: 'Tell controllers', DO_NOT_NOTIFY: 'Do not tell controllers' } as const;
export const NOTICE_STATES = {
  WITH_RESELLER: 'To pass on',
  SENT: 'Sent',
  DELIVERED: 'Delivered',
  OPENED: 'Opened',
  ACKNOWLEDGED: 'Acknowledged',
} as const;
export const KINDS = {
  PRODUCT: 'Who had a product',
  CONNECTOR: 'Who was set up through a connector',
  COMPANY: 'A company',
  ADMINISTRATORS: 'Administrators',
  PEOPLE: 'Single people',
} as const;
export const CLASSES = {
  IDENTITY: 'Names',
  CONTACT: 'Contact details',
  LOCATION: 'Places',
  CREDENTIAL: 'Passwords',
  OFFICIAL_NUMBER: 'Official numbers',
  TRAFFIC: 'Traffic',
  CONTENT: 'Contents',
  PAYMENT: 'Payment details',
  SERVICE: 'Services',
} as const;

/** Choices of a filter or a field. */
export const choices = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }));

/** What the badge of a state is coloured by. */
export const toneOfState = (state: keyof typeof STATES): string =>
  state === 'OPEN' ? 'INCIDENT_OPEN' : state;
export const toneOfRisk = (risk: keyof typeof RISKS): string => (risk === 'HIGH' ? 'RISK_HIGH' : risk);

export const classesText = (classes: readonly (keyof typeof CLASSES)[]): string =>
  classes.map((each) => CLASSES[each]).join(', ');

/** Minutes as people say them: "45 min", "5 h 10 min", "3 days". */
export function duration(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 48 * 60) return `${Math.round(minutes / 1440)} days`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''}`;
}
