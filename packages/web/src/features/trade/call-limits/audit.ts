/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  setCallLimits: 'Limit calls',
  removeCallLimits: 'Remove limit of calls',
  liftCallBar: 'Let calls go out again',
  settleCallWarnings: 'Settle warnings of calls',
  watchCalls: 'Watch calls',
};
