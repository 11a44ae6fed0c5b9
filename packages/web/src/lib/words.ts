const EXACT: Record<string, string> = {
  CRM: 'CRM',
  GBP: 'Pounds (£)',
  EUR: 'Euros (€)',
  USD: 'US dollars ($)',
  EMAIL: 'E-mail',
  END_USER: 'End user',
  PLATFORM: 'Staff',
  PER_USER: 'Per user',
  PER_COMPANY: 'Per company',
  METERED: 'By usage',
  PER_USE: 'Unit of usage',
  PART_PAID: 'Part paid',
  OUTBOX: 'Not sent',
  WEBHOOK: 'Automatic',
  MANUAL: 'By hand',
  WAITING: 'To do by hand',
  PARKED: 'Failed',
  RETRYING: 'Trying again',
  UPDATE: 'Service update',
  STANDARD: 'UK VAT at the standard rate',
  OUTSIDE_UK: 'Outside the UK, no UK VAT',
  REGULATORY: 'Regulatory change',
};

/** The API's name for a state, kind or category as people say it: "PART_PAID" → "Part paid". */
export function words(name: string): string {
  const exact = EXACT[name];
  if (exact) return exact;
  const spaced = name.replaceAll('_', ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The names of an enum as options of a drop-down. */
export function options(names: readonly string[]): { value: string; label: string }[] {
  return names.map((value) => ({ value, label: words(value) }));
}

/** The API's name for a field or cause as people say it: "subscriptionStarted" → "Subscription started". */
export function spoken(name: string): string {
  const spaced = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_.]/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
