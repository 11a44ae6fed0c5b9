/** The reader's language as the browser gives it, if it is one: what comes with odd systems, such as en-US@posix, is none. */
export function readersLocale(
  languages: readonly string[] = typeof navigator === 'undefined' ? [] : navigator.languages,
): string | undefined {
  return languages.find((language) => {
    try {
      return Intl.getCanonicalLocales(language).length > 0;
    } catch {
      return false;
    }
  });
}

/** The reader's language; undefined lets Intl use its own default. */
export const locale = readersLocale();
