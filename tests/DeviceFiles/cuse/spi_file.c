// /dev/spidevB.C as drivers/spi/spidev.c and Documentation/spi/spidev.rst describe it, before a controller like that of a Raspberry Pi:
// words of eight bits, most significant bit first.
#include "device_file.h"
#include "far_end.h"

#include <errno.h>
#include <linux/spi/spidev.h>
#include <string.h>

#define MODES_SUPPORTED (SPI_CPHA | SPI_CPOL | SPI_CS_HIGH | SPI_NO_CS)

unsigned spi_message_bytes_max = 4096;

// spidev keeps the settings with the device, not with the open file.
static uint32_t mode, bits_per_word = 8, speed_hz = 500000;
static uint8_t goes_out[EXCHANGE_BYTES_MAX], came_back[EXCHANGE_BYTES_MAX];

static int set(unsigned number, uint32_t value)
{
    switch (number) {
    case 1: // SPI_IOC_WR_MODE
    case 5: // SPI_IOC_WR_MODE32
        if (value & ~(uint32_t)MODES_SUPPORTED)
            return EINVAL;
        mode = value;
        return 0;
    case 2: // SPI_IOC_WR_LSB_FIRST
        return value ? EINVAL : 0;
    case 3: // SPI_IOC_WR_BITS_PER_WORD
        if (value != 0 && value != 8)
            return EINVAL;
        bits_per_word = 8;
        return 0;
    case 4: // SPI_IOC_WR_MAX_SPEED_HZ
        if (value == 0)
            return EINVAL;
        speed_hz = value;
        return 0;
    default:
        return ENOTTY;
    }
}

static void setting(const struct call *call)
{
    unsigned number = _IOC_NR(call->command);
    size_t bytes = _IOC_SIZE(call->command);
    uint32_t values[] = {0, mode, 0, bits_per_word, speed_hz, mode}, value = 0;
    struct iovec place = {call->argument, bytes};
    if (number == 0 || number > 5 || bytes == 0 || bytes > sizeof value) {
        reply_error(call, ENOTTY);
    } else if (_IOC_DIR(call->command) & _IOC_WRITE) {
        if (call->in_bytes < bytes) {
            fuse_reply_ioctl_retry(call->request, &place, 1, NULL, 0);
            return;
        }
        memcpy(&value, call->in, bytes);
        int refused = set(number, value);
        reply_result(call, -refused, NULL, 0);
    } else if (call->out_bytes < bytes) {
        fuse_reply_ioctl_retry(call->request, NULL, 0, &place, 1);
    } else {
        reply_result(call, 0, &values[number], bytes);
    }
}

// Brings together what goes out, with zeros where the caller gave no buffer.
static void gather(const struct spi_ioc_transfer *transfers, unsigned count, const uint8_t *given)
{
    uint8_t *next = goes_out;
    for (unsigned i = 0; i < count; i++) {
        if (transfers[i].tx_buf) {
            memcpy(next, given, transfers[i].len);
            given += transfers[i].len;
        } else {
            memset(next, 0, transfers[i].len);
        }
        next += transfers[i].len;
    }
}

// Moves what came back for the buffers that the caller gave to the front; returns how much that is.
static size_t scatter(const struct spi_ioc_transfer *transfers, unsigned count)
{
    uint8_t *wanted = came_back;
    const uint8_t *next = came_back;
    for (unsigned i = 0; i < count; i++) {
        if (transfers[i].rx_buf) {
            memmove(wanted, next, transfers[i].len);
            wanted += transfers[i].len;
        }
        next += transfers[i].len;
    }
    return (size_t)(wanted - came_back);
}

static void message(const struct call *call)
{
    size_t header_bytes = _IOC_SIZE(call->command);
    unsigned count = (unsigned)(header_bytes / sizeof(struct spi_ioc_transfer));
    if (header_bytes % sizeof(struct spi_ioc_transfer) != 0 || count == 0 || count > SEGMENTS_MAX) {
        reply_error(call, EINVAL);
        return;
    }
    struct iovec in[1 + SEGMENTS_MAX] = {{call->argument, header_bytes}}, out[SEGMENTS_MAX];
    if (call->in_bytes < header_bytes) {
        fuse_reply_ioctl_retry(call->request, in, 1, NULL, 0);
        return;
    }

    const struct spi_ioc_transfer *transfers = call->in;
    struct segment segments[SEGMENTS_MAX];
    size_t in_count = 1, out_count = 0, written = 0, read = 0, total = 0;
    for (unsigned i = 0; i < count; i++) {
        size_t length = transfers[i].len;
        segments[i] = (struct segment){0, transfers[i].cs_change ? SEGMENT_DESELECTS : 0, (uint32_t)length};
        if (transfers[i].tx_buf && length > 0) {
            in[in_count++] = (struct iovec){(void *)(uintptr_t)transfers[i].tx_buf, length};
            written += length;
        }
        if (transfers[i].rx_buf && length > 0) {
            out[out_count++] = (struct iovec){(void *)(uintptr_t)transfers[i].rx_buf, length};
            read += length;
        }
        total += length;
        if (written > spi_message_bytes_max || read > spi_message_bytes_max || total > EXCHANGE_BYTES_MAX) {
            reply_error(call, EMSGSIZE);
            return;
        }
    }
    if (call->in_bytes < header_bytes + written || call->out_bytes < read) {
        fuse_reply_ioctl_retry(call->request, in, in_count, out, out_count);
        return;
    }

    gather(transfers, count, (const uint8_t *)call->in + header_bytes);
    struct question question = {
        .bus = BUS_SPI, .segments = count, .out_bytes = (uint32_t)total, .mode = mode,
        .speed_hz = transfers[0].speed_hz ? transfers[0].speed_hz : speed_hz};
    int32_t result = far_end_ask(question, segments, goes_out, came_back);
    reply_result(call, result, came_back, scatter(transfers, count));
}

void spi_file_ioctl(const struct call *call)
{
    if (_IOC_TYPE(call->command) != SPI_IOC_MAGIC)
        reply_error(call, ENOTTY);
    else if (_IOC_NR(call->command) == 0 && _IOC_DIR(call->command) == _IOC_WRITE)
        message(call);
    else
        setting(call);
}
