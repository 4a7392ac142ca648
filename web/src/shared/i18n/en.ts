// Every feature's texts in English, gathered from `locales/en.json`.
const files = import.meta.glob<Record<string, unknown>>('../../**/locales/en.json', { eager: true, import: 'default' });

export default Object.assign({}, ...Object.values(files)) as Record<string, unknown>;
