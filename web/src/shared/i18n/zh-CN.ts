// Every feature's texts in Chinese, gathered from `locales/zh-CN.json`.
const files = import.meta.glob<Record<string, unknown>>('../../**/locales/zh-CN.json', { eager: true, import: 'default' });

export default Object.assign({}, ...Object.values(files)) as Record<string, unknown>;
