import { id, newId, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { EnquiryForm } from './enquiry-form.entity.ts';
import { assertColleague, formShape } from './form-input.ts';

/** Makes a form for web sites. The consents that it asks for are those that contacts are asked for, with nothing ticked. [S4] */
export const addEnquiryForm = verb({
  name: 'addEnquiryForm',
  permission: 'ENQUIRY_FORM_EDIT',
  input: input('AddEnquiryFormInput', { ...formShape, ownerId: optional(id()) }),
  async run(scope, given) {
    await assertColleague(scope, given.ownerId);
    const { resellerId } = memberOf(scope.actor);
    const formId = newId();
    await scope.insert(EnquiryForm, {
      id: formId,
      resellerId,
      ...given,
      createdAt: scope.now,
      retiredAt: null,
    });
    const changed = { name: [null, given.name], sites: [null, given.sites] } as const;
    return { result: formId, subject: { type: 'EnquiryForm', id: formId, resellerId, changed } };
  },
});
