/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  rerateCalls: 'Re-rate calls',
  failRerating: 'Stop re-rating of calls',
  issueReratingNotes: 'Issue notes of re-rated calls',
  leaveReratingNotes: 'Leave notes of re-rated calls',
};
