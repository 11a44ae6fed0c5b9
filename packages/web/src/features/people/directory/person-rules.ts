import { line, name, optional, phone } from '@steward/shared';

/** The rules for a person in the directory, as the API has them [U1]. */
export const personRules = () => ({
  firstName: name(),
  lastName: name(),
  jobTitle: optional(line(120)),
  department: optional(line(120)),
  mobile: optional(phone()),
  phone: optional(phone()),
});
