import { id, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../directory/index.ts';
import { JoinerTemplate } from './joiner-template.entity.ts';
import { keptServices, templateName, templateServices, title } from './template-rules.ts';

/** Puts down what people of one kind begin with in a company. [U5] */
export const addJoinerTemplate = verb({
  name: 'addJoinerTemplate',
  permission: 'END_USER_WRITE',
  input: input('AddJoinerTemplateInput', {
    companyId: optional(id()),
    name: templateName(),
    jobTitle: optional(title()),
    department: optional(title()),
    invites: z.boolean().nullish(),
    services: templateServices(),
  }),
  async run(scope, { companyId, invites, services, ...given }) {
    const company = await chosenCompany(scope, companyId);
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const templateId = newId();
    await scope.insert(JoinerTemplate, {
      id: templateId,
      ...tenancy,
      ...given,
      invites: invites ?? false,
      services: await keptServices(scope, services),
      createdAt: scope.now,
    });
    return { result: templateId, subject: { type: 'JoinerTemplate', id: templateId, ...tenancy } };
  },
});
