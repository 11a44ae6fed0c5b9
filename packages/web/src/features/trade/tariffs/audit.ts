/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  importTariff: 'Import call tariff',
  updateTariff: 'Change call tariff',
  publishTariff: 'Publish call tariff',
  mendTariff: 'Mend call tariff',
  withdrawTariffVersion: 'Withdraw version of call tariff',
  discardTariffDraft: 'Discard draft of call tariff',
  assignTariff: 'Give customer a call tariff',
  withdrawTariff: 'End call tariff of customer',
};
