// Serves one bus device file, /dev/i2c-N or /dev/spidevB.C, through CUSE, and hands every transfer to the far end of the wire.
// One transfer at a time, as a bus does. Killed, it takes its device file with it, as an adapter does that is pulled out.
//
//   bus-device-file NAME SOCKET [BUFSIZ]
#include "device_file.h"
#include "far_end.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*file_ioctl)(const struct call *call);

static void open_file(fuse_req_t request, struct fuse_file_info *file)
{
    uint64_t *slave_address = calloc(1, sizeof *slave_address);
    if (!slave_address) {
        fuse_reply_err(request, ENOMEM);
        return;
    }
    file->fh = (uint64_t)(uintptr_t)slave_address;
    fuse_reply_open(request, file);
}

static void release_file(fuse_req_t request, struct fuse_file_info *file)
{
    free((void *)(uintptr_t)file->fh);
    fuse_reply_err(request, 0);
}

static void ioctl_file(fuse_req_t request, int command, void *argument, struct fuse_file_info *file, unsigned flags, const void *in,
    size_t in_bytes, size_t out_bytes)
{
    (void)flags;
    struct call call = {request, (unsigned)command, argument, in, in_bytes, out_bytes, (uint64_t *)(uintptr_t)file->fh};
    file_ioctl(&call);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: %s NAME SOCKET [BUFSIZ]\n", argv[0]);
        return 2;
    }
    file_ioctl = strncmp(argv[1], "spidev", 6) == 0 ? spi_file_ioctl : i2c_file_ioctl;
    if (argc > 3)
        spi_message_bytes_max = (unsigned)strtoul(argv[3], NULL, 10);
    if (far_end_connect(argv[2]) < 0) {
        perror(argv[2]);
        return 1;
    }

    char name[64];
    snprintf(name, sizeof name, "DEVNAME=%s", argv[1]);
    const char *names[] = {name};
    struct cuse_info device = {.dev_info_argc = 1, .dev_info_argv = names, .flags = CUSE_UNRESTRICTED_IOCTL};
    struct cuse_lowlevel_ops operations = {.open = open_file, .release = release_file, .ioctl = ioctl_file};
    char *arguments[] = {argv[0], "-f", "-s", NULL};
    return cuse_lowlevel_main(3, arguments, &device, &operations, NULL);
}
