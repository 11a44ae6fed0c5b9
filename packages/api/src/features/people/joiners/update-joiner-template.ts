import { clearable, id } from '@steward/shared';
import { z } from 'zod';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { JoinerTemplate } from './joiner-template.entity.ts';
import { keptServices, templateName, templateServices, title } from './template-rules.ts';

/** Changes what people begin with from now on; who has joined keeps what they have. [U5] */
export const updateJoinerTemplate = verb({
  name: 'updateJoinerTemplate',
  permission: 'END_USER_WRITE',
  input: edit(
    'UpdateJoinerTemplateInput',
    { id: id() },
    {
      name: templateName().optional(),
      jobTitle: clearable(title()),
      department: clearable(title()),
      invites: z.boolean().optional(),
      services: templateServices().optional(),
    },
  ),
  async run(scope, { id: templateId, known, services, ...given }) {
    const template = await loadLocked(scope, JoinerTemplate, templateId);
    const kept = services && (await keptServices(scope, services));
    const changed = assign(template, { ...given, services: kept }, known);
    const { resellerId, companyId } = template;
    const subject = { type: 'JoinerTemplate', id: templateId, resellerId, companyId };
    return { result: templateId, subject: changed ? { ...subject, changed } : null };
  },
});
