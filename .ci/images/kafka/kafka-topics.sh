#!/bin/sh
CLASSPATH="/opt/kafka/config:/opt/kafka/tool:/opt/kafka/libs/*" exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m TopicTool "$@"
