/** What other areas may use of users. */
export { addUser, notInvited, notSetUp, prepareUser, type Admission } from './add-user.ts';
export { userDeactivated } from './activate.ts';
export { changeUser } from './change-user.ts';
export { checkPassword, checkStatusText, isPermittedDomain } from './check-user.ts';
export { everybodyErased } from './erase-everybody.ts';
export { accountAttacked, type AccountAttacked } from './failure-traces.ts';
export { beginGuess, forgetGuesses, forgiveGuesses, nameOfId, type Guess } from './guesses.ts';
export { checkOwnPassword } from './own-password.ts';
export { hasConfirmedAdministrator, lockUser } from './queries/write.ts';
export { forgetAccounts, hasAccounts, noteAccount } from './has-accounts.ts';
export { outOfOffice } from './out-of-office.ts';
export { ownView, propsOf } from './user-row.ts';
export { checkMaySee, checkMaySeeAll, onlyVisibleIds, seenOnlyBy } from './visibility.ts';
export { userById, userColumns, userTables, type StoredUser } from './queries/read.ts';
