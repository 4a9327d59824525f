/** `?lang=`, then the best of `Accept-Language` that there is a catalogue for, then English. */
export function chooseLanguage(
  asked: string | null,
  accepted: string | undefined,
  languages: readonly string[],
): string {
  const wishes = [...(asked ? [asked] : []), ...byWeight(accepted ?? '')];
  for (const wish of wishes) {
    const found =
      languages.find((language) => language.toLowerCase() === wish) ??
      languages.find((language) => language === wish.split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

function byWeight(header: string): string[] {
  if (header === '') return [];
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = Number(
        parameters
          .find((each) => each.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { tag, weight: Number.isFinite(weight) ? weight : 0 };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((left, right) => right.weight - left.weight)
    .map(({ tag }) => tag);
}
