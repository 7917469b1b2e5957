// What a kind of device file does with an ioctl. CUSE hands over only what was asked for: a handler that needs memory of the caller
// replies with the places it wants (fuse_reply_ioctl_retry) and is called again with them copied.
#ifndef DEVICE_FILE_H
#define DEVICE_FILE_H

#define FUSE_USE_VERSION 31
#include <cuse_lowlevel.h>
#include <stddef.h>
#include <stdint.h>

// One ioctl as CUSE hands it over.
struct call {
    fuse_req_t request;
    unsigned command;
    void *argument;
    const void *in;
    size_t in_bytes;
    size_t out_bytes;
    uint64_t *slave_address; // of this open file; I2C only
};

void i2c_file_ioctl(const struct call *call);

// The module parameter bufsiz of spidev.
extern unsigned spi_message_bytes_max;
void spi_file_ioctl(const struct call *call);

static inline void reply_error(const struct call *call, int number)
{
    fuse_reply_err(call->request, number);
}

static inline void reply_result(const struct call *call, int result, const void *bytes, size_t count)
{
    fuse_reply_ioctl(call->request, result, bytes, count);
}

#endif
