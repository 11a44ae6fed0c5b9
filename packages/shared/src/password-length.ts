/** Characters that a password may have. It stands apart from the rules, which pages before sign-in do without. [S36] */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;
