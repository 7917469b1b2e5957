// The far end of the wire: the process that plays the chips. One question, one answer, in the byte order of the machine:
//
//   question  struct question, then a struct segment per segment, then the bytes that go out
//   answer    struct answer, then the bytes that came back
//
// I2C: bytes go out for the segments that write and come back for those that read. SPI: both for every segment.
#ifndef FAR_END_H
#define FAR_END_H

#include <stddef.h>
#include <stdint.h>

// i2c-dev's limits: 42 messages of 8192 bytes. spidev's own limit is far below.
#define EXCHANGE_BYTES_MAX (42 * 8192)
#define SEGMENTS_MAX 64

enum bus { BUS_I2C = 1, BUS_SPI = 2 };

enum segment_flag { SEGMENT_READS = 1, SEGMENT_DESELECTS = 2 };

struct segment {
    uint16_t address;
    uint16_t flags;
    uint32_t length;
};

struct question {
    uint32_t bus;
    uint32_t segments;
    uint32_t out_bytes;
    uint32_t mode;
    uint32_t speed_hz;
};

// result: what the ioctl returns; below zero it is an errno, and the bytes are handed over all the same.
struct answer {
    int32_t result;
    uint32_t in_bytes;
};

// Connects to the socket of the far end. Returns 0, or -1 with errno.
int far_end_connect(const char *socket_path);

// Asks. The bytes that came back lie in `in`, which holds EXCHANGE_BYTES_MAX; what did not come back is zero.
// A far end that went away ends this program, and the device file with it.
int32_t far_end_ask(struct question question, const struct segment *segments, const void *out, void *in);

#endif
