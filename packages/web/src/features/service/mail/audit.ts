/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  passMailOn: 'Pass mail on',
  stopPassingMailOn: 'Stop passing mail on',
  findDueMail: 'Find mail whose day to be passed on has come',
  keepMailDays: 'Pass mail on from its day, until its last',
};
