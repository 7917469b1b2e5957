// /dev/i2c-N as drivers/i2c/i2c-dev.c and Documentation/i2c/dev-interface.rst describe it. SMBus commands become messages, as the
// kernel does for adapters without SMBus hardware (i2c_smbus_xfer_emulated).
#include "device_file.h"
#include "far_end.h"

#include <errno.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <string.h>

#define MESSAGE_BYTES_MAX 8192
#define ADDRESS_MAX 0x7f

static uint8_t came_back[EXCHANGE_BYTES_MAX];

static void functions(const struct call *call)
{
    unsigned long supported = I2C_FUNC_I2C | I2C_FUNC_SMBUS_QUICK | I2C_FUNC_SMBUS_BYTE | I2C_FUNC_SMBUS_BYTE_DATA
        | I2C_FUNC_SMBUS_WORD_DATA;
    struct iovec place = {call->argument, sizeof supported};
    if (call->out_bytes < sizeof supported)
        fuse_reply_ioctl_retry(call->request, NULL, 0, &place, 1);
    else
        reply_result(call, 0, &supported, sizeof supported);
}

static void slave(const struct call *call)
{
    uintptr_t address = (uintptr_t)call->argument;
    if (address > ADDRESS_MAX) {
        reply_error(call, EINVAL);
        return;
    }
    *call->slave_address = address;
    reply_result(call, 0, NULL, 0);
}

static void read_write(const struct call *call)
{
    struct i2c_rdwr_ioctl_data set;
    struct iovec in[2 + I2C_RDWR_IOCTL_MAX_MSGS], out[I2C_RDWR_IOCTL_MAX_MSGS];
    in[0] = (struct iovec){call->argument, sizeof set};
    if (call->in_bytes < sizeof set) {
        fuse_reply_ioctl_retry(call->request, in, 1, NULL, 0);
        return;
    }
    memcpy(&set, call->in, sizeof set);
    if (set.nmsgs == 0 || set.nmsgs > I2C_RDWR_IOCTL_MAX_MSGS) {
        reply_error(call, EINVAL);
        return;
    }
    size_t header_bytes = sizeof set + set.nmsgs * sizeof(struct i2c_msg);
    in[1] = (struct iovec){set.msgs, header_bytes - sizeof set};
    if (call->in_bytes < header_bytes) {
        fuse_reply_ioctl_retry(call->request, in, 2, NULL, 0);
        return;
    }

    const struct i2c_msg *messages = (const struct i2c_msg *)((const char *)call->in + sizeof set);
    struct segment segments[I2C_RDWR_IOCTL_MAX_MSGS];
    size_t in_count = 2, out_count = 0, written = 0, read = 0;
    for (unsigned i = 0; i < set.nmsgs; i++) {
        int reads = (messages[i].flags & I2C_M_RD) != 0;
        if (messages[i].len > MESSAGE_BYTES_MAX) {
            reply_error(call, EINVAL);
            return;
        }
        segments[i] = (struct segment){messages[i].addr, reads ? SEGMENT_READS : 0, messages[i].len};
        if (messages[i].len == 0)
            continue;
        *(reads ? &out[out_count++] : &in[in_count++]) = (struct iovec){messages[i].buf, messages[i].len};
        *(reads ? &read : &written) += messages[i].len;
    }
    if (call->in_bytes < header_bytes + written || call->out_bytes < read) {
        fuse_reply_ioctl_retry(call->request, in, in_count, out, out_count);
        return;
    }

    struct question question = {.bus = BUS_I2C, .segments = set.nmsgs, .out_bytes = (uint32_t)written};
    int32_t result = far_end_ask(question, segments, (const char *)call->in + header_bytes, came_back);
    reply_result(call, result, came_back, read);
}

// The messages of one SMBus command; returns how many, 0 for a command that is not served.
static unsigned smbus_segments(const struct i2c_smbus_ioctl_data *command, uint16_t address, const union i2c_smbus_data *data,
    struct segment segments[2], uint8_t bytes[3])
{
    int writes = command->read_write == I2C_SMBUS_WRITE;
    uint32_t value_bytes = command->size == I2C_SMBUS_WORD_DATA ? 2 : 1;
    bytes[0] = command->command;
    bytes[1] = (uint8_t)data->word;
    bytes[2] = (uint8_t)(data->word >> 8);
    switch (command->size) {
    case I2C_SMBUS_QUICK:
        segments[0] = (struct segment){address, writes ? 0 : SEGMENT_READS, 0};
        return 1;
    case I2C_SMBUS_BYTE:
        segments[0] = (struct segment){address, writes ? 0 : SEGMENT_READS, 1};
        return 1;
    case I2C_SMBUS_BYTE_DATA:
    case I2C_SMBUS_WORD_DATA:
        segments[0] = (struct segment){address, 0, 1 + (writes ? value_bytes : 0)};
        segments[1] = (struct segment){address, SEGMENT_READS, value_bytes};
        return writes ? 1 : 2;
    default:
        return 0;
    }
}

static void smbus(const struct call *call)
{
    struct i2c_smbus_ioctl_data command;
    union i2c_smbus_data data = {0};
    struct iovec in[2] = {{call->argument, sizeof command}}, out[1];
    if (call->in_bytes < sizeof command) {
        fuse_reply_ioctl_retry(call->request, in, 1, NULL, 0);
        return;
    }
    memcpy(&command, call->in, sizeof command);
    int writes = command.read_write == I2C_SMBUS_WRITE;
    int has_value = command.size != I2C_SMBUS_QUICK && !(command.size == I2C_SMBUS_BYTE && writes);
    in[1] = out[0] = (struct iovec){command.data, sizeof data};
    if (has_value && (writes ? call->in_bytes < sizeof command + sizeof data : call->out_bytes < sizeof data)) {
        fuse_reply_ioctl_retry(call->request, in, writes ? 2 : 1, out, writes ? 0 : 1);
        return;
    }
    if (has_value && writes)
        memcpy(&data, (const char *)call->in + sizeof command, sizeof data);

    struct segment segments[2];
    uint8_t bytes[3];
    unsigned count = smbus_segments(&command, (uint16_t)*call->slave_address, &data, segments, bytes);
    if (count == 0) {
        reply_error(call, EOPNOTSUPP);
        return;
    }
    uint32_t out_bytes = (segments[0].flags & SEGMENT_READS) == 0 ? segments[0].length : 0;
    struct question question = {.bus = BUS_I2C, .segments = count, .out_bytes = out_bytes};
    int32_t result = far_end_ask(question, segments, bytes, came_back);
    if (result >= 0 && has_value && !writes) {
        data.word = (uint16_t)(came_back[0] | (command.size == I2C_SMBUS_WORD_DATA ? came_back[1] << 8 : 0));
        reply_result(call, 0, &data, sizeof data);
    } else {
        reply_result(call, result < 0 ? result : 0, NULL, 0);
    }
}

void i2c_file_ioctl(const struct call *call)
{
    switch (call->command) {
    case I2C_FUNCS:
        functions(call);
        break;
    case I2C_SLAVE:
    case I2C_SLAVE_FORCE:
        slave(call);
        break;
    case I2C_RDWR:
        read_write(call);
        break;
    case I2C_SMBUS:
        smbus(call);
        break;
    default:
        reply_error(call, ENOTTY);
        break;
    }
}
