/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  askAboutAccess: 'Ask about access',
  mailAccessQuestion: 'Write about a question about access',
  answerAccessQuestion: 'Answer question about access',
};
