/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  planLeaver: 'Plan leaver',
  confirmLeaver: 'Confirm leaver',
  undoLeaver: 'Undo leaver',
  setLeaverUndoDays: 'Set how long a leaving can be undone',
  carryOutLeaver: 'Carry out leaver',
  findDueLeavers: 'Find leavers whose day has come',
  followLeaverOrder: 'Follow the order of a leaver',
  restoreLeaver: 'Give back what a leaver held',
};
