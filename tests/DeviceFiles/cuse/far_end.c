#include "far_end.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int far_end = -1;

int far_end_connect(const char *socket_path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(socket_path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, socket_path);
    far_end = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return far_end < 0 ? -1 : connect(far_end, (struct sockaddr *)&address, sizeof address);
}

static void leave(const char *doing)
{
    fprintf(stderr, "bus-device-file: the far end is gone (%s: %s)\n", doing, strerror(errno));
    exit(1);
}

static void send_all(const void *bytes, size_t count)
{
    for (const char *next = bytes; count > 0;) {
        ssize_t sent = send(far_end, next, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            leave("send");
        next += sent;
        count -= (size_t)sent;
    }
}

static void receive_all(void *bytes, size_t count)
{
    for (char *next = bytes; count > 0;) {
        ssize_t received = recv(far_end, next, count, 0);
        if (received < 0 && errno == EINTR)
            continue;
        if (received <= 0)
            leave("receive");
        next += received;
        count -= (size_t)received;
    }
}

int32_t far_end_ask(struct question question, const struct segment *segments, const void *out, void *in)
{
    send_all(&question, sizeof question);
    send_all(segments, question.segments * sizeof *segments);
    send_all(out, question.out_bytes);

    size_t wanted = 0;
    for (uint32_t i = 0; i < question.segments; i++)
        wanted += segments[i].length;
    struct answer answer;
    receive_all(&answer, sizeof answer);
    if (answer.in_bytes > wanted) {
        errno = EPROTO;
        leave("answer");
    }
    receive_all(in, answer.in_bytes);
    memset((char *)in + answer.in_bytes, 0, wanted - answer.in_bytes);
    return answer.result;
}
