import type { TestApp } from '../../../kernel/testing/test-app.ts';

/** For tests: what whoever has a token does on the status page. */
export function statusOf(app: TestApp) {
  const verb = (name: string, fields: string) => (input: object, token?: string) =>
    app.ask<Record<string, { id: string; state: string }>>(
      `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) ${fields} }`,
      { input },
      token,
    );
  const COMPONENT = '{ id name state products retiredAt }';
  const INCIDENT =
    '{ id reference kind state startsAt endsAt review updates { state text } impacts { componentName severity since until } }';
  const answer = {
    addComponent: verb('addComponent', COMPONENT),
    updateComponent: verb('updateComponent', COMPONENT),
    retireComponent: verb('retireComponent', COMPONENT),
    publishIncident: verb('publishIncident', INCIDENT),
    updateIncident: verb('updateIncident', INCIDENT),
    scheduleMaintenance: verb('scheduleMaintenance', INCIDENT),
    updateMaintenance: verb('updateMaintenance', INCIDENT),
    cancelMaintenance: verb('cancelMaintenance', INCIDENT),
    writeReview: verb('writeReview', INCIDENT),
  };
  const made = async (name: keyof typeof answer, input: object, token: string): Promise<string> => {
    const { data, errors } = await answer[name](input, token);
    if (!data?.[name]) throw new Error(JSON.stringify(errors));
    return data[name].id;
  };
  return {
    answer,
    component: (token: string, over: object) =>
      made('addComponent', { productIds: [], position: 0, public: true, ...over }, token),
    incident: (token: string, affects: object[], over: object = {}) =>
      made('publishIncident', { ...INVESTIGATED, affects, ...over }, token),
    maintenance: (token: string, componentIds: string[], over: object) =>
      made('scheduleMaintenance', { ...PLANNED, componentIds, ...over }, token),
  };
}

const INVESTIGATED = {
  title: 'Mail is slow',
  text: 'We look into it.',
  progress: 'INVESTIGATING',
  public: true,
};
const PLANNED = { title: 'New storage', text: 'Mailboxes move to new storage.', public: true };
