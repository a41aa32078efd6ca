/**
 * The one page that sign-in shows by itself, when there is nothing to go on with: an address opened twice, too late, or in
 * another browser. All three languages, because nobody is signed in whose language we would know.
 */
export function entryPage(what: 'failed'): string {
  const words = {
    failed: {
      en: ['Sign-in was not completed', 'It took too long, was finished already, or began in another browser.', 'Sign in again'],
      fr: [
        'La connexion n’a pas abouti',
        'Elle a duré trop longtemps, est déjà terminée ou a commencé dans un autre navigateur.',
        'Se connecter à nouveau',
      ],
      ru: ['Вход не завершён', 'Он длился слишком долго, уже завершён или начат в другом браузере.', 'Войти снова'],
    },
  }[what];
  const parts = Object.entries(words).map(
    ([language, [title, why, again]]) =>
      `<section lang="${language}"><h1>${title}</h1><p>${why}</p><p><a href="/auth/sign-in">${again}</a></p></section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Keyholder</title></head><body><main>${parts.join('')}</main></body></html>`;
}
