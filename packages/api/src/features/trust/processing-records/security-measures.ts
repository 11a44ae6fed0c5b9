/** How the product keeps data secure: what it does for everyone, whatever is configured (Art. 32). [D6] */
export const SECURITY_MEASURES: readonly string[] = [
  'Each customer’s data is kept apart by the database itself, in every statement.',
  'Contact details, credentials and what people write are encrypted under a key of each customer (AES-256-GCM); the key to these keys is not in the database.',
  'Administrators and staff sign in with a second factor.',
  'Roles with the least rights needed; support enters only with a reason, for an hour at most, and visibly.',
  'Every change and every look at somebody’s record is noted where it cannot be changed, chained by hash.',
  'Who has access is reviewed every quarter.',
  'What is no longer needed is removed by rule, and every run of that leaves evidence.',
];
