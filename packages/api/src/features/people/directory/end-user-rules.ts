import { email, line, name, optional, phone } from '@steward/shared';

/** What may be said of a new end user, one by one or in a file. [U1] [U2] */
export const endUserRules = () => ({
  firstName: name(),
  lastName: name(),
  email: optional(email()),
  mobile: optional(phone()),
  phone: optional(phone()),
  jobTitle: optional(line(120)),
  department: optional(line(120)),
});
