/* watch.h: which of the user's files have changed on disk.
 *
 * Editors replace files rather than write into them, so what is watched (inotify(7)) is the folder
 * of each file, under the name that was given and, through symbolic links, the real one; where the
 * folder is yet to be made, the nearest folder above it. A file counts as changed when somebody has
 * written and closed it, has put another in its place, or has taken it away: not while it is being
 * written. Where inotify is not to be had (limits, network file systems), watch_check() finds
 * changes by comparing device, inode, size and time; it is cheap enough to be called whenever the
 * user comes back.
 *
 *     terminal_watch(watch_descriptor(watch));
 *     … on TERMINAL_WATCH, and after watch_check():
 *     while ((path = watch_take(watch)))
 *         read it again
 */
#ifndef SB_WATCH_H
#define SB_WATCH_H

struct watch;

struct watch *watch_new(void);
void watch_free(struct watch *watch);

/* Watches one more file, which need not exist yet. The path is copied; relative ones count from the
 * working directory. A path that is already watched is not watched twice. */
void watch_add(struct watch *watch, const char *path);
/* We have saved the file ourselves: as it now is, it is not told. To be called before the next
 * watch_take(). */
void watch_settle(struct watch *watch, const char *path);

/* Readable when there may be something to take (any file in a watched folder may have changed);
 * non-blocking, closed on exec; -1 without inotify.
 */
int watch_descriptor(const struct watch *watch);
/* Looks at all files itself; what has changed is then taken. */
void watch_check(struct watch *watch);
/* A file that has changed, appeared or vanished, as it was given to watch_add(), or null: to be
 * called until then. However often a file changes before it is taken, it is told once. The string
 * is the watch's. */
const char *watch_take(struct watch *watch);

#endif
