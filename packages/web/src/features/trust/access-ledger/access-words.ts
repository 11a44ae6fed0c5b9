import { spoken, words } from '../../../lib/words.ts';

/** Why something was opened, in words. */
export const REASONS: Record<'OWN_ADMINISTRATION' | 'SUPPORT' | 'SERVICE', string> = {
  OWN_ADMINISTRATION: 'Your company’s administration',
  SUPPORT: 'Support that your company let in',
  SERVICE: 'Running the service',
};

/** What was opened, where the API's name says it badly. */
const WHAT: Record<string, string> = {
  broadbandLine: 'A broadband line',
  call: 'A call',
  calls: 'List of calls',
  corrections: 'List of corrections asked for',
  device: 'A device',
  devices: 'List of devices',
  endUser: 'Personal record',
  explainCharge: 'What a call costs',
  leaver: 'Plan for leaving',
  leavers: 'Plans for leaving',
  licenceSeats: 'List of licences',
  line: 'A broadband line',
  lines: 'List of broadband lines',
  mail: 'A message that was sent',
  membership: 'Sign-in',
  number: 'A telephone number',
  numbers: 'List of telephone numbers',
  orders: 'List of orders',
  provisioningJob: 'Setting up of a service',
  provisioningJobs: 'Setting up of services',
  securityEvents: 'Refused sign-ins',
  showCallDigits: 'The whole number of a call',
  subscription: 'A service',
  subscriptions: 'List of services',
  tenantArchive: 'Everything that is kept of the company, when it left',
  usageOfMonth: 'What was used in a month',
};

/** What was opened, in words. */
export const whatOf = (what: string): string => WHAT[what] ?? spoken(what);

/** The role as it was called; older entries know the level only. */
export const roleIn = ({ roleName, level }: { roleName: string; level: string }): string =>
  roleName || words(level);
