#include "tty.h"

#include "signals.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 4096 };

void tty_fill_descriptors(void)
{
    int descriptor;
    do
        descriptor = open("/dev/null", O_RDONLY);
    while (descriptor >= 0 && descriptor < 3);
    if (descriptor >= 3)
        close(descriptor);
}

bool tty_open(struct tty *tty)
{
    *tty = (struct tty){.input = STDIN_FILENO, .output = STDOUT_FILENO, .watched = -1};
    if (!isatty(tty->output))
        return false;
    if (!isatty(tty->input)) {
        tty->input = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
        tty->input_is_ours = tty->input >= 0;
    }
    return tty->input >= 0 && tcgetattr(tty->output, &tty->modes) == 0;
}

void tty_close(struct tty *tty)
{
    if (tty->input_is_ours)
        close(tty->input);
    tty->input_is_ours = false;
}

void tty_take(struct tty *tty)
{
    tcgetattr(tty->output, &tty->modes);
    struct termios modes = tty->modes;
    cfmakeraw(&modes);
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VTIME] = 0;
    tcsetattr(tty->output, TCSANOW, &modes);
}

void tty_give_back(const struct tty *tty)
{
    if (!tty->gone)
        tcsetattr(tty->output, TCSADRAIN, &tty->modes);
}

struct winsize tty_size(const struct tty *tty)
{
    struct winsize size = {0};
    ioctl(tty->output, TIOCGWINSZ, &size);
    size.ws_row = size.ws_row ? size.ws_row : 24;
    size.ws_col = size.ws_col ? size.ws_col : 80;
    return size;
}

long tty_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void tty_send(struct tty *tty, struct str bytes)
{
    while (bytes.len > 0 && !tty->gone) {
        ssize_t sent = write(tty->output, bytes.data, bytes.len);
        if (sent > 0)
            bytes = str_slice(bytes, (size_t)sent, bytes.len);
        else if (errno == EAGAIN)
            poll(&(struct pollfd){tty->output, POLLOUT, 0}, 1, -1);
        else if (errno != EINTR)
            tty->gone = true;
        if (bytes.len > 0 && signals_ending()) {
            /* It does not take what it gets, and we have to go: room for the farewell. */
            tcflush(tty->output, TCOFLUSH);
            return;
        }
    }
}

void tty_read(struct tty *tty, struct buf *out)
{
    buf_reserve(out, PIECE);
    ssize_t len = read(tty->input, out->data + out->len, PIECE);
    if (len > 0) {
        out->len += (size_t)len;
        out->data[out->len] = '\0';
    } else if (len == 0 || (errno != EINTR && errno != EAGAIN)) {
        tty->gone = true;
    }
}

enum tty_wake tty_wait(struct tty *tty, long timeout)
{
    struct pollfd polled[] = {
        {signals_descriptor(), POLLIN, 0},
        {tty->input, POLLIN, 0},
        {tty->watched, POLLIN, 0},
    };
    int count = poll(polled, 3, (int)timeout);
    if (count == 0)
        return TTY_TIMEOUT;
    if (count < 0 || polled[0].revents)
        return TTY_SIGNAL;
    if (!polled[1].revents)
        return TTY_WATCHED;
    tty->gone |= (polled[1].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
    return TTY_INPUT;
}

static void add_base64(struct buf *out, struct str text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < text.len; i += 3) {
        size_t count = text.len - i < 3 ? text.len - i : 3;
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < count ? (unsigned char)text.data[i + k] : 0u);
        for (size_t k = 0; k < 4; k++)
            buf_add_char(out, k <= count ? digits[bits >> (18 - 6 * k) & 63] : '=');
    }
}

void tty_copy(struct tty *tty, struct str text)
{
    struct buf bytes = {0};
    buf_add_text(&bytes, "\033]52;c;");
    add_base64(&bytes, text);
    buf_add_char(&bytes, '\a');
    tty_send(tty, buf_str(&bytes));
    buf_release(&bytes);
}
