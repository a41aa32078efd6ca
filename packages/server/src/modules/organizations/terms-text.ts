/** The terms of delegation as they stand: a new text is a new version, and who accepted which stays on record (D07). */
export const currentTerms = {
  version: '2026-01',
  en: `Terms of delegation, version 2026-01

1. What is handed over. The customer lets the partner manage the meeting rooms named in the delegation, and only those, with the permissions of the roles given there. Nothing else of the customer becomes accessible: no directory, no licences, no settings.
2. Future rooms. Where the customer chose all rooms, a room group or a rule, rooms that later fall under that choice belong to the delegation from then on.
3. Whose data they are. Data about the rooms stay the customer's. The partner uses them for this work alone, does not copy them into systems of its own without the customer's consent, and protects them as carefully as its own.
4. People. The partner answers for everyone it assigns, gives access only to those who need it, and withdraws it on the day the need ends.
5. Approval. Acts that the customer has put under change control wait for its approval. The partner does not look for a way around it.
6. Record. Every act is written, by name, into the ledgers of both sides. Both may read and export what concerns them.
7. End. Either side may end the delegation at any time. Access ends with the acknowledgement, for everybody and at once; what was recorded remains.`,
  fr: `Conditions de délégation, version 2026-01

1. Ce qui est confié. Le client permet au partenaire de gérer les salles de réunion désignées dans la délégation, et elles seules, avec les autorisations des rôles qui y sont attribués. Rien d'autre ne devient accessible chez le client : ni annuaire, ni licences, ni paramètres.
2. Salles à venir. Si le client a choisi toutes les salles, un groupe de salles ou une règle, les salles qui répondront plus tard à ce choix feront dès lors partie de la délégation.
3. À qui sont les données. Les données relatives aux salles restent celles du client. Le partenaire ne s'en sert que pour cette mission, ne les copie pas dans ses propres systèmes sans l'accord du client et les protège avec le même soin que les siennes.
4. Les personnes. Le partenaire répond de toutes les personnes qu'il affecte, ne donne accès qu'à celles qui en ont besoin et le retire le jour où ce besoin cesse.
5. Approbation. Les actes que le client a soumis au contrôle des changements attendent son approbation. Le partenaire ne cherche pas à la contourner.
6. Trace. Chaque acte est inscrit, avec le nom de son auteur, dans les registres des deux parties. Chacune peut lire et exporter ce qui la concerne.
7. Fin. Chaque partie peut mettre fin à la délégation à tout moment. L'accès cesse dès la confirmation, pour tous et immédiatement ; ce qui a été inscrit demeure.`,
  ru: `Условия делегирования, версия 2026-01

1. Что передаётся. Клиент разрешает партнёру управлять переговорными, указанными в делегировании, и только ими, с правами назначенных в нём ролей. Ничто другое у клиента не становится доступным: ни каталог, ни лицензии, ни настройки.
2. Будущие переговорные. Если клиент выбрал все переговорные, группу переговорных или правило, то переговорные, которые позднее подпадут под этот выбор, с того момента входят в делегирование.
3. Чьи это данные. Данные о переговорных остаются данными клиента. Партнёр использует их только для этой работы, не копирует в собственные системы без согласия клиента и бережёт так же тщательно, как свои.
4. Люди. Партнёр отвечает за каждого, кого назначает, даёт доступ только тем, кому он нужен, и отзывает его в тот день, когда нужда в нём отпала.
5. Согласование. Действия, которые клиент поставил под контроль изменений, ждут его согласования. Партнёр не ищет обходных путей.
6. Запись. Каждое действие с именем исполнителя заносится в журналы обеих сторон. Каждая сторона может читать и выгружать то, что её касается.
7. Окончание. Любая сторона может в любое время прекратить делегирование. Доступ прекращается с подтверждением, сразу и для всех; записанное сохраняется.`,
} as const;
